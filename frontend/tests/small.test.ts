import { afterEach, describe, expect, it, vi } from "vitest";
import { bytes, duration, fill, money } from "../lib/format";
import { refusal, request } from "../lib/http";
import { begin, finish, recall } from "../src/gallery/upload/memory";
import { Speed } from "../src/gallery/upload/speed";
import { slug } from "../src/web/address-check";
import { Tabs } from "../src/web/small";

afterEach(() => vi.unstubAllGlobals());

describe("format", () => {
  it("writes minor units as the currency has them", () => {
    document.documentElement.lang = "en";
    expect(money(1500, "EUR")).toBe("€15.00");
    expect(money(1500, "JPY")).toBe("¥1,500");
  });

  it("writes sizes and times shortly", () => {
    expect(bytes(2_170_000_000)).toBe("2.2 GB");
    expect(duration(75)).toBe("1 min 15 sec");
    expect(duration(0)).toBe("0 sec");
  });

  it("leaves unknown names in a sentence alone", () => {
    expect(fill("{a} of {b}", { a: 1 })).toBe("1 of {b}");
  });
});

describe("an address", () => {
  it.each([
    ["Vera Lindqvist", "vera-lindqvist"],
    ["Łódź & Söhne GmbH!", "lodz-sohne-gmbh"],
    ["  ", ""],
  ])("is made of %s", (name, address) => expect(slug(name)).toBe(address));
});

describe("a request", () => {
  const answers = (...all: Response[]) => {
    const fetch = vi.fn(() => Promise.resolve(all.shift() ?? Response.error()));
    vi.stubGlobal("fetch", fetch);
    return fetch;
  };
  const gone = () => new Response("<h1>502 Bad Gateway</h1>", { status: 502 });

  afterEach(() => vi.useRealTimers());

  it("is sent again, with its key, where a process died under it", async () => {
    vi.useFakeTimers();
    const fetch = answers(gone(), gone(), new Response('{"id":"b"}'));
    const found = request<{ id: string }>("POST", "/batches/", {});
    await vi.runAllTimersAsync();
    expect(await found).toEqual({ id: "b" });
    const keys = fetch.mock.calls.map(
      (call: unknown[]) => (call[1] as { headers: Record<string, string> }).headers,
    );
    expect(new Set(keys.map((each) => each["Idempotency-Key"])).size).toBe(1);
    expect(keys).toHaveLength(3);
  });

  it("is given up after four tries", async () => {
    vi.useFakeTimers();
    const fetch = answers(gone(), gone(), gone(), gone(), new Response("{}"));
    const found = expect(request("PUT", "/pick/")).rejects.toMatchObject({ status: 502 });
    await vi.runAllTimersAsync();
    await found;
    expect(fetch).toHaveBeenCalledTimes(4);
  });

  it("is not repeated where the platform itself says no", async () => {
    const body = '{"error": {"code": "closed", "message": "Closed for now."}}';
    const fetch = answers(new Response(body, { status: 503 }));
    await expect(request("PUT", "/pick/")).rejects.toThrow("Closed for now.");
    expect(fetch).toHaveBeenCalledTimes(1);
  });
});

describe("tabs", () => {
  const place = (element: HTMLElement, left: number, width: number): void => {
    Object.defineProperty(element, "offsetLeft", { value: left });
    Object.defineProperty(element, "offsetWidth", { value: width });
    Object.defineProperty(element, "clientWidth", { value: width });
  };

  it("move the current one to the middle of a narrow screen", () => {
    document.body.innerHTML = "<nav><a>One</a><a aria-current='page'>Two</a></nav>";
    const bar = document.querySelector("nav") as HTMLElement;
    place(bar, 20, 300);
    place(bar.lastElementChild as HTMLElement, 420, 80);
    new Tabs(bar, "tabs").connect();
    expect(bar.scrollLeft).toBe(290);
  });
});

describe("a request", () => {
  it("carries the page's token and throws the server's sentence", async () => {
    document.head.innerHTML = '<meta name="csrf-token" content="t0k">';
    const fetched = vi.fn<(url: string, options: RequestInit) => Promise<Response>>(() =>
      Promise.resolve(
        new Response('{"error":{"code":"gone","message":"It is gone."}}', { status: 410 }),
      ),
    );
    vi.stubGlobal("fetch", fetched);
    await expect(request("DELETE", "/x/")).rejects.toMatchObject({
      code: "gone",
      message: "It is gone.",
      status: 410,
    });
    expect(fetched.mock.calls[0]![1].headers).toMatchObject({ "X-CSRFToken": "t0k" });
  });

  it("survives an answer that is no JSON", () => {
    expect(refusal("<h1>Bad gateway</h1>", 502)).toMatchObject({ code: "unreadable", status: 502 });
  });
});

describe("an upload", () => {
  it("remembers what is missing until all is up", () => {
    begin("g", "b1", ["1:a.jpg", "2:b.jpg"]);
    finish("g", "b1", "1:a.jpg");
    expect(recall("g")).toEqual([{ batch: "b1", files: ["2:b.jpg"] }]);
    finish("g", "b1", "2:b.jpg");
    expect(recall("g")).toEqual([]);
  });

  it("measures speed over the last seconds only", () => {
    const speed = new Speed(5000);
    speed.note(0, 0);
    speed.note(1_000_000, 1000);
    for (let at = 10; at <= 20; at += 1) speed.note(1_000_000 + at * 100, at * 1000);
    expect(speed.rate).toBe(100);
    expect(speed.secondsLeft(1000)).toBe(10);
  });
});
