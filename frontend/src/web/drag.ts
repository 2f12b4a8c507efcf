/** Follows a pointer that holds items of a list, and tells beside which other item it let them go. */
export interface Drop {
  neighbour: HTMLElement;
  side: "before" | "after";
}

// A hand that trembles in a click does not mean to drag.
const TREMBLE = 6;
const EDGE = 70;

export function drag(
  start: PointerEvent,
  items: HTMLElement[],
  moving: Set<HTMLElement>,
): Promise<Drop | null> {
  const stop = new AbortController();
  let at = start;
  let isDragging = false;
  let drop: Drop | null = null;
  const show = (next: Drop | null) => {
    if (drop) drop.neighbour.classList.remove("is-before", "is-after");
    drop = next;
    if (drop) drop.neighbour.classList.add(`is-${drop.side}`);
  };
  const scroll = () => {
    if (stop.signal.aborted) return;
    const { top, bottom } = overlap(at.clientY);
    if (top || bottom) window.scrollBy(0, bottom - top);
    show(nearest(at, items, moving));
    requestAnimationFrame(scroll);
  };
  const move = (event: PointerEvent) => {
    if (event.pointerId !== start.pointerId) return;
    at = event;
    if (isDragging) return event.preventDefault();
    if (Math.hypot(event.x - start.x, event.y - start.y) < TREMBLE) return;
    isDragging = true;
    for (const item of moving) item.classList.add("is-moving");
    document.documentElement.classList.add("is-dragging");
    scroll();
  };
  return new Promise((resolve) => {
    const end = (isKept: boolean) => {
      stop.abort();
      const chosen = isKept ? drop : null;
      show(null);
      for (const item of moving) item.classList.remove("is-moving");
      document.documentElement.classList.remove("is-dragging");
      if (isDragging) swallowClick();
      resolve(chosen);
    };
    const options = { signal: stop.signal };
    document.addEventListener("pointermove", move, options);
    document.addEventListener("pointerup", () => end(true), options);
    document.addEventListener("pointercancel", () => end(false), options);
    const escape = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.stopImmediatePropagation();
      end(false);
    };
    window.addEventListener("keydown", escape, { capture: true, signal: stop.signal });
  });
}

/** How far the pointer is in the strip at the window's top or bottom, where the page scrolls. */
function overlap(y: number): { top: number; bottom: number } {
  const strength = (depth: number) => Math.max(0, Math.min(EDGE, depth)) / 5;
  return { top: strength(EDGE - y), bottom: strength(y - window.innerHeight + EDGE) };
}

function nearest(at: PointerEvent, items: HTMLElement[], moving: Set<HTMLElement>): Drop | null {
  let found: Drop | null = null;
  let least = Infinity;
  for (const item of items) {
    const box = item.getBoundingClientRect();
    const x = Math.max(box.left - at.clientX, 0, at.clientX - box.right);
    const y = Math.max(box.top - at.clientY, 0, at.clientY - box.bottom);
    const far = Math.hypot(x, y);
    if (far >= least) continue;
    least = far;
    const isAfter = isRow(item, box)
      ? at.clientY > box.top + box.height / 2
      : at.clientX > box.left + box.width / 2;
    found = moving.has(item) ? null : { neighbour: item, side: isAfter ? "after" : "before" };
  }
  return found;
}

/** In a list of rows things are above each other; in a grid they are beside each other. */
function isRow(item: HTMLElement, box: DOMRect): boolean {
  return box.width > (item.parentElement?.clientWidth ?? 0) * 0.6;
}

/** The click that a browser makes of a drag's end is none. */
function swallowClick(): void {
  const swallow = (event: Event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  window.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => window.removeEventListener("click", swallow, { capture: true }));
}
