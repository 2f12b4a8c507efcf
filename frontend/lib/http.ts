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

/**
 * What a proxy says of a process that has just died or is being replaced: another one answers soon.
 * Asking again does nothing twice, since a POST carries its key and the others say what shall be.
 */
const NOBODY_THERE = new Set([502, 503, 504]);
const PAUSES = [300, 900, 2700];

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
  const asked: RequestInit = {
    method,
    headers,
    credentials: "same-origin",
    body: body === undefined ? undefined : JSON.stringify(body),
  };
  const text = await patiently(url, asked);
  return (text ? JSON.parse(text) : undefined) as T;
}

/** The answer's text; throws the refusal of the last try. */
async function patiently(url: string, asked: RequestInit, tries = 0): Promise<string> {
  const response = await fetch(url, asked);
  const text = await response.text();
  if (response.ok) return text;
  const answer = refusal(text, response.status);
  const pause = PAUSES[tries];
  const isGone = answer.code === "unreadable" && NOBODY_THERE.has(answer.status);
  if (!isGone || pause === undefined) throw answer;
  await new Promise((resolve) => setTimeout(resolve, pause));
  return patiently(url, asked, tries + 1);
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
