import { afterEach, describe, expect, it, vi } from "vitest";
import { toast } from "../lib/toast";

describe("a toast", () => {
  afterEach(() => vi.useRealTimers());

  it.each([
    ["Saved.", 5],
    ["x".repeat(130), 10.4],
  ])("stays as long as reading %s takes", (text, seconds) => {
    vi.useFakeTimers();
    document.body.innerHTML = '<div id="toasts"></div>';
    const place = document.getElementById("toasts")!;
    Object.assign(place, { showPopover: vi.fn(), hidePopover: vi.fn(), matches: () => false });
    toast(text);
    vi.advanceTimersByTime(seconds * 1000 - 1);
    expect(place.childElementCount).toBe(1);
    vi.advanceTimersByTime(1);
    expect(place.childElementCount).toBe(0);
  });
});
