/**
 * Rows of a list to do something with: <form data-controller="chosen"> with a checkbox in each row.
 * Parts: bar (there while something is chosen), count (`data-text` "{count} selected"), all, none.
 * Shift takes all rows between two clicks. Without scripts the bar is always there.
 */
import { fill } from "../../lib/format";
import { Controller } from "../../lib/registry";

export class Chosen extends Controller<HTMLFormElement> {
  private last: HTMLInputElement | null = null;

  connect(): void {
    for (const name of ["all", "none"]) {
      const button = this.part(name);
      if (!button) continue;
      button.hidden = false;
      this.on(button, "click", () => this.set(this.boxes(), name === "all"));
    }
    this.on<MouseEvent>(this.element, "click", (event) => this.clicked(event));
    this.on(this.element, "change", () => this.show());
    // A page that comes back from the browser's store keeps what was chosen.
    this.on(window, "pageshow", () => this.show());
    this.show();
  }

  private boxes(): HTMLInputElement[] {
    return [...this.element.querySelectorAll<HTMLInputElement>('input[type="checkbox"]')];
  }

  private clicked(event: MouseEvent): void {
    const box = event.target as HTMLInputElement;
    const boxes = this.boxes();
    if (!boxes.includes(box)) return;
    if (event.shiftKey && this.last) {
      const ends = [boxes.indexOf(this.last), boxes.indexOf(box)];
      this.set(boxes.slice(Math.min(...ends), Math.max(...ends) + 1), box.checked);
    }
    this.last = box;
  }

  private set(boxes: HTMLInputElement[], on: boolean): void {
    for (const box of boxes) box.checked = on;
    this.show();
  }

  private show(): void {
    const count = this.boxes().filter((box) => box.checked).length;
    const bar = this.part("bar");
    if (bar) bar.hidden = !count;
    const said = this.part("count");
    if (said) said.textContent = fill(said.dataset.text ?? "{count}", { count });
  }
}
