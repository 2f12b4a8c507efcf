/** What the server answers when it refuses; `message` is a sentence for people. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status: number,
    readonly fields: Record<string, string[]> = {},
  ) {
    super(message);
  }
}

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** The page carries the token, because the cookie is not for scripts to read. */
export function csrfToken(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "";
}

export async function request<T>(method: Method, url: string, body?: unknown): Promise<T> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (method !== "GET") headers["X-CSRFToken"] = csrfToken();
  if (method === "POST")
    headers["Idempotency-Key"] = crypto.randomUUID?.() ?? String(Math.random());
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const response = await fetch(url, {
    method,
    headers,
    credentials: "same-origin",
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw refusal(text, response.status);
  return (text ? JSON.parse(text) : undefined) as T;
}

/** Reads the error shape; anything else (a proxy's page) keeps a plain sentence. */
export function refusal(text: string, status: number): Refusal {
  try {
    const { error } = JSON.parse(text) as {
      error: { code: string; message: string; fields?: Record<string, string[]> };
    };
    return new Refusal(error.code, error.message, status, error.fields);
  } catch {
    return new Refusal("unreadable", `${status}`, status);
  }
}
