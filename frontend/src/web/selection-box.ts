/** Draws a box from a pointerdown on, calling `set` for each item it touches or leaves again. */
export function drawBox(
  start: PointerEvent,
  items: HTMLElement[],
  set: (item: HTMLElement, on: boolean) => void,
): Promise<void> {
  const from = { x: start.pageX, y: start.pageY };
  const keep = start.ctrlKey || start.shiftKey || start.metaKey;
  const before = new Set(items.filter((item) => keep && item.classList.contains("is-selected")));
  // Measured once: nothing moves while the box is drawn.
  const places = items.map((item) => {
    const { left, right, top, bottom } = item.getBoundingClientRect();
    const { scrollX: x, scrollY: y } = window;
    return { item, left: left + x, right: right + x, top: top + y, bottom: bottom + y };
  });
  const box = document.createElement("div");
  box.className = "selection-box";
  const stop = new AbortController();
  document.documentElement.style.userSelect = "none";
  const move = (event: PointerEvent) => {
    const [left, right] = [from.x, event.pageX].sort((a, b) => a - b) as [number, number];
    const [top, bottom] = [from.y, event.pageY].sort((a, b) => a - b) as [number, number];
    // A hand that trembles in a click does not mean a box.
    if (!box.isConnected && right - left + bottom - top < 6) return;
    if (!box.isConnected) document.body.append(box);
    event.preventDefault();
    box.style.left = `${left}px`;
    box.style.top = `${top}px`;
    box.style.width = `${right - left}px`;
    box.style.height = `${bottom - top}px`;
    for (const { item, ...place } of places) {
      const touches =
        place.left < right && place.right > left && place.top < bottom && place.bottom > top;
      set(item, touches || before.has(item));
    }
  };
  return new Promise((resolve) => {
    const end = () => {
      if (!box.isConnected && !keep) items.forEach((item) => set(item, false));
      box.remove();
      stop.abort();
      document.documentElement.style.userSelect = "";
      resolve();
    };
    document.addEventListener("pointermove", move, { signal: stop.signal });
    document.addEventListener("pointerup", end, { signal: stop.signal });
    document.addEventListener("pointercancel", end, { signal: stop.signal });
  });
}
