/** What stands beside a photo with a frame: buttons and what is to be known, as they are now. */
import { type Part, share, type Size } from "./framing";

/** As `modules/commerce/services/offers/prints.py` has it; `area` in pixels. */
export interface Paper {
  area: [number, number];
  edge: number;
  border: boolean;
  tolerance: number;
}

/** That of the row and the choices of a form; of the only one there is without rows. */
export function paperOf(
  form: HTMLFormElement | null,
  papers: Record<string, Paper>,
): Paper | undefined {
  const row = form?.querySelector<HTMLInputElement>('[name="row"]:checked')?.value;
  if (!form || !row) return Object.values(papers)[0];
  const fields = form.querySelectorAll<HTMLSelectElement>('select[name^="choice-"]');
  const chosen = [...fields].map(({ value }) => value).sort();
  return papers[[row, ...chosen].join(" ")] ?? papers[row];
}

export function isAboutPaper(target: EventTarget | null): boolean {
  const { name } = target as HTMLInputElement;
  return name === "row" || name.startsWith("choice-");
}

interface Now {
  paper: Paper;
  part: Part;
  zoom: number;
  isChosen: boolean;
}

export function tell(element: HTMLElement, photo: Size, now: Now): void {
  const slider = element.querySelector<HTMLInputElement>('[data-crop="zoom"]');
  if (slider) {
    slider.value = String(Math.round(now.zoom * 100));
    slider.disabled = now.part.fit === "border";
  }
  buttons(element, now);
  words(element, photo, now);
}

function buttons(element: HTMLElement, { paper, part, isChosen }: Now): void {
  const isSquare = paper.area[0] === paper.area[1];
  const off: Record<string, boolean> = {
    flip: part.fit === "border" || isSquare,
    middle: !isChosen,
  };
  for (const each of element.querySelectorAll<HTMLButtonElement>("[data-crop-do]")) {
    const name = each.dataset.cropDo ?? "";
    each.disabled = off[name] ?? false;
    if (name === "crop" || name === "border") each.ariaPressed = String(name === part.fit);
  }
}

function words(element: HTMLElement, photo: Size, { paper, part }: Now): void {
  const found = share(photo, { width: paper.area[0], height: paper.area[1] }, part);
  const said: Record<string, boolean> = {
    fits: paper.border,
    soft: found >= 0.5 && found < 0.995,
    small: found < 0.5,
    "edge-words": paper.edge > 0 && part.fit === "crop",
  };
  for (const [name, isSaid] of Object.entries(said))
    element.querySelector(`[data-crop="${name}"]`)?.toggleAttribute("hidden", !isSaid);
}
