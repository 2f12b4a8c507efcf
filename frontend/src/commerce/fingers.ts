/** One pointer moves, two pinch; a wheel zooms with ctrl, as a trackpad's pinch does. */
type Listen = (types: string, handle: (event: never) => void) => void;

interface Moves {
  move(dx: number, dy: number): void;
  zoom(by: number): void;
}

export class Fingers {
  private readonly down = new Map<number, PointerEvent>();

  constructor(
    private readonly place: Element,
    listen: Listen,
    private readonly moves: Moves,
  ) {
    listen("pointerdown", (event: PointerEvent) => {
      if (event.button) return;
      this.place.setPointerCapture(event.pointerId);
      this.down.set(event.pointerId, event);
    });
    listen("pointermove", (event: PointerEvent) => this.moved(event));
    listen("pointerup pointercancel", (event: PointerEvent) => this.down.delete(event.pointerId));
    listen("wheel", (event: WheelEvent) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      this.moves.zoom(Math.exp(-event.deltaY / 300));
    });
  }

  private moved(event: PointerEvent): void {
    const before = this.down.get(event.pointerId);
    if (!before) return;
    const other = [...this.down.values()].find(({ pointerId }) => pointerId !== event.pointerId);
    const count = this.down.size;
    this.moves.move(
      (event.clientX - before.clientX) / count,
      (event.clientY - before.clientY) / count,
    );
    if (other) this.moves.zoom(apart(event, other) / Math.max(1, apart(before, other)));
    this.down.set(event.pointerId, event);
  }
}

function apart(one: PointerEvent, other: PointerEvent): number {
  return Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
}
