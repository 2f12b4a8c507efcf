/**
 * `<form data-controller="prints" data-papers="…">`: one size for many photos. Each photo is a
 * `<li data-width data-height data-rows="<ids of rows that are sold of it>">` whose drawing shows what
 * is on the paper, with words `data-told="unsold|small|cut"`.
 */
import { fill } from "../../lib/format";
import { Controller } from "../../lib/registry";
import { Stage } from "./crop-stage";
import { isAboutPaper, type Paper, paperOf } from "./crop-tools";
import { MIDDLE, mismatch, type Part, partOf, share, type Size } from "./framing";

// Percent of a photo's area; the cart warns of as much.
const MUCH = 15;

export class Prints extends Controller<HTMLFormElement> {
  private papers: Record<string, Paper> = {};

  connect(): void {
    this.papers = JSON.parse(this.element.dataset.papers ?? "{}") as Record<string, Paper>;
    this.on(this.element, "change", ({ target }) => {
      if (isAboutPaper(target)) this.show();
    });
    this.show();
  }

  private show(): void {
    const row = this.element.querySelector<HTMLInputElement>('[name="row"]:checked')?.value ?? "";
    for (const tile of this.element.querySelectorAll<HTMLElement>("li[data-rows]")) {
      const isSold = tile.dataset.rows?.split(" ").includes(row) ?? false;
      tell(tile, "unsold", !isSold);
      tile.classList.toggle("is-lost", !isSold);
      this.draw(tile, isSold ? paperOf(this.element, this.papers) : undefined);
    }
  }

  private draw(tile: HTMLElement, paper: Paper | undefined): void {
    const photo = { width: Number(tile.dataset.width), height: Number(tile.dataset.height) };
    const svg = tile.querySelector<SVGSVGElement>("svg[viewBox]");
    const area = paper ? { width: paper.area[0], height: paper.area[1] } : photo;
    const part = usual(photo, area, paper);
    if (svg?.classList.contains("thumb")) new Stage(svg, photo).draw(part, area, 0);
    const lost = Math.round(100 * (1 - part.width * part.height));
    tell(tile, "cut", lost > MUCH, { lost });
    tell(tile, "small", Boolean(paper) && share(photo, area, part) < 0.5);
  }
}

function usual(photo: Size, area: Size, paper: Paper | undefined): Part {
  const isOff = paper?.border && mismatch(photo, area) > paper.tolerance;
  return partOf(photo, area, { ...MIDDLE, fit: isOff ? "border" : "crop" });
}

function tell(
  tile: HTMLElement,
  name: string,
  isSaid: boolean,
  values: Record<string, number> = {},
): void {
  const words = tile.querySelector<HTMLElement>(`[data-told="${name}"]`);
  if (!words) return;
  words.hidden = !isSaid;
  if (words.dataset.text) words.textContent = fill(words.dataset.text, values);
}
