/**
 * `<form data-controller="signature">` with the parts `field`, `pad` (a canvas), `clear` and `lines`
 * (a hidden input): a name drawn by mouse, pen or finger, sent as lines of points in thousandths of
 * the pad's width and height.
 */
import { Controller } from "../../lib/registry";

type Point = [number, number];

export class SignaturePad extends Controller<HTMLFormElement> {
  private lines: Point[][] = [];
  private line: Point[] | null = null;

  connect(): void {
    const pad = this.part<HTMLCanvasElement>("pad");
    const field = this.part("field");
    if (!pad || !field) return;
    field.hidden = false;
    this.on<PointerEvent>(pad, "pointerdown", (event) => {
      pad.setPointerCapture(event.pointerId);
      this.line = [this.point(pad, event)];
      this.lines.push(this.line);
      event.preventDefault();
    });
    this.on<PointerEvent>(pad, "pointermove", (event) => {
      if (!this.line) return;
      this.line.push(this.point(pad, event));
      this.draw(pad);
    });
    this.on<PointerEvent>(pad, "pointerup pointercancel", () => {
      this.line = null;
      this.keep();
    });
    const clear = this.part("clear");
    if (clear)
      this.on(clear, "click", () => {
        this.lines = [];
        this.draw(pad);
        this.keep();
      });
  }

  private point(pad: HTMLCanvasElement, event: PointerEvent): Point {
    const box = pad.getBoundingClientRect();
    const part = (at: number, size: number): number =>
      Math.round(Math.min(1, Math.max(0, at / size)) * 1000);
    return [part(event.clientX - box.left, box.width), part(event.clientY - box.top, box.height)];
  }

  private draw(pad: HTMLCanvasElement): void {
    const brush = pad.getContext("2d");
    if (!brush) return;
    brush.clearRect(0, 0, pad.width, pad.height);
    brush.lineWidth = 3;
    brush.lineCap = brush.lineJoin = "round";
    brush.strokeStyle = getComputedStyle(pad).color;
    for (const line of this.lines) {
      brush.beginPath();
      for (const [x, y] of line) brush.lineTo((x / 1000) * pad.width, (y / 1000) * pad.height);
      brush.stroke();
    }
  }

  private keep(): void {
    const input = this.part<HTMLInputElement>("lines");
    if (input) input.value = this.lines.length ? JSON.stringify(this.lines) : "";
  }
}
