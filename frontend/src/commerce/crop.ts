/**
 * `data-controller="crop"`: the part of a photo that is printed, beside the rows of an offer or for a
 * line of the cart. `data-papers`: by row, what `Paper` says; a row without an entry has nothing to
 * choose. The field `data-crop="value"` stays empty until somebody chooses.
 * Mouse, finger and pinch, wheel with ctrl, keys: arrows, plus, minus, R turns, F lays the paper across.
 */
import { Controller } from "../../lib/registry";
import { Stage } from "./crop-stage";
import { isAboutPaper, type Paper, paperOf, tell } from "./crop-tools";
import { Fingers } from "./fingers";
import * as framing from "./framing";
import type { Part, Size, View } from "./framing";

const STEP = 0.02;
const STEPS: Record<string, [number, number]> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
};
const NEARER: Record<string, number> = { "+": 1.1, "=": 1.1, "-": 1 / 1.1 };
const BUTTONS: Record<string, string> = { r: "turn", f: "flip" };

export class Crop extends Controller {
  private view: View = framing.MIDDLE;
  private isChosen = false;
  private stage!: Stage;
  private photo!: Size;
  private papers!: Record<string, Paper>;

  connect(): void {
    const { width, height, papers = "{}" } = this.element.dataset;
    const svg = this.element.querySelector<SVGSVGElement>('[data-crop="stage"]');
    if (!svg) return;
    this.photo = { width: Number(width), height: Number(height) };
    this.papers = JSON.parse(papers) as Record<string, Paper>;
    this.stage = new Stage(svg, this.photo);
    this.remember();
    const form = this.element.closest("form");
    if (form)
      this.on(form, "change", ({ target }) => {
        if (isAboutPaper(target)) this.show();
      });
    this.on(this.element, "click", ({ target }) => {
      const name = (target as Element).closest<HTMLElement>("[data-crop-do]")?.dataset.cropDo;
      if (name) this.press(name);
    });
    this.on(this.element, "input", ({ target }) => this.typed(target as HTMLInputElement));
    this.on<KeyboardEvent>(svg, "keydown", (event) => this.key(event));
    new Fingers(svg, (types, handle) => this.on(svg, types, handle), {
      move: (dx, dy) => this.move(...this.stage.moved(dx, dy, this.view.turned)),
      zoom: (by) => this.zoom(this.view.zoom * by),
    });
    this.show();
  }

  private get paper(): Paper | undefined {
    return paperOf(this.element.closest("form"), this.papers);
  }

  private get area(): Size {
    const [width, height] = this.paper?.area ?? [1, 1];
    return { width, height };
  }

  private remember(): void {
    const stored = this.part<HTMLInputElement>("value")?.value;
    if (!stored) return;
    this.view = framing.viewOf(this.photo, this.area, JSON.parse(stored) as Part);
    this.isChosen = true;
  }

  /** Draw what is chosen for the row that is chosen. */
  private show(): void {
    const paper = this.paper;
    this.element.hidden = !paper;
    const value = this.part<HTMLInputElement>("value");
    if (!paper || !value) return;
    const isOff = framing.mismatch(this.photo, this.area) > paper.tolerance;
    if (!this.isChosen)
      this.view = { ...framing.MIDDLE, fit: paper.border && isOff ? "border" : "crop" };
    if (!paper.border) this.view = { ...this.view, fit: "crop" };
    const part = framing.partOf(this.photo, this.area, this.view);
    this.stage.draw(part, this.area, paper.edge);
    value.value = this.isChosen ? JSON.stringify(part) : "";
    tell(this.element, this.photo, { paper, part, zoom: this.view.zoom, isChosen: this.isChosen });
  }

  private choose(change: Partial<View>): void {
    this.view = { ...this.view, ...change };
    this.isChosen = true;
    // The middle of what is really shown, so that nothing has to be moved back from beyond an edge.
    const { left, top, width, height, fit } = framing.partOf(this.photo, this.area, this.view);
    if (fit === "crop") this.view = { ...this.view, x: left + width / 2, y: top + height / 2 };
    this.show();
  }

  private move(dx: number, dy: number): void {
    if (this.view.fit === "crop") this.choose({ x: this.view.x + dx, y: this.view.y + dy });
  }

  private zoom(zoom: number): void {
    if (this.view.fit !== "crop") return;
    this.choose({ zoom: Math.min(framing.MOST_ZOOM, Math.max(1, zoom)) });
  }

  private typed(field: HTMLInputElement): void {
    if (field.dataset.crop === "zoom") this.zoom(Number(field.value) / 100);
  }

  private press(name: string): void {
    if (name === "turn") this.choose(framing.turn(this.view));
    else if (name === "flip") this.choose({ flipped: !this.view.flipped });
    else if (name === "crop" || name === "border") this.choose({ fit: name });
    else {
      this.isChosen = false;
      this.show();
    }
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.did(event.key)) return;
    event.preventDefault();
    // Arrows turn the pages of a photo.
    event.stopPropagation();
  }

  private did(key: string): boolean {
    const step = STEPS[key];
    const nearer = NEARER[key];
    const button = BUTTONS[key.toLowerCase()];
    if (step) this.move(...step);
    if (nearer) this.zoom(this.view.zoom * nearer);
    if (button) this.press(button);
    return Boolean(step ?? nearer ?? button);
  }
}
