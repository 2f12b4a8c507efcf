/**
 * Which part of a photo is on the paper, as `modules/commerce/framing.py` has it: the photo is turned
 * first, then a rectangle in fractions of it is cut out.
 */
export interface Size {
  width: number;
  height: number;
}

export interface Part {
  left: number;
  top: number;
  width: number;
  height: number;
  turned: number;
  fit: "crop" | "border";
}

/** How somebody looks at it: `x`, `y` is the middle; `flipped` paper lies across the photo. */
export interface View {
  turned: number;
  flipped: boolean;
  zoom: number;
  x: number;
  y: number;
  fit: "crop" | "border";
}

export const MOST_ZOOM = 4;
export const MIDDLE: View = { turned: 0, flipped: false, zoom: 1, x: 0.5, y: 0.5, fit: "crop" };

export function turned(photo: Size, by: number): Size {
  return by % 180 ? { width: photo.height, height: photo.width } : photo;
}

/** The area laid as the photo lies, or across it. */
export function laid(photo: Size, area: Size, flipped: boolean): Size {
  const isWide = photo.width >= photo.height !== flipped;
  const [longer, shorter] = [Math.max(area.width, area.height), Math.min(area.width, area.height)];
  return isWide ? { width: longer, height: shorter } : { width: shorter, height: longer };
}

/** The largest part of that shape, in fractions of the turned photo. */
function largest(photo: Size, paper: Size): Size {
  const ratio = (paper.width / paper.height) * (photo.height / photo.width);
  return ratio < 1 ? { width: ratio, height: 1 } : { width: 1, height: 1 / ratio };
}

export function partOf(photo: Size, area: Size, view: View): Part {
  if (view.fit === "border")
    return { left: 0, top: 0, width: 1, height: 1, turned: view.turned, fit: "border" };
  const shown = turned(photo, view.turned);
  const whole = largest(shown, laid(shown, area, view.flipped));
  const [width, height] = [whole.width / view.zoom, whole.height / view.zoom];
  const left = Math.min(1 - width, Math.max(0, view.x - width / 2));
  const top = Math.min(1 - height, Math.max(0, view.y - height / 2));
  return { left, top, width, height, turned: view.turned, fit: "crop" };
}

export function viewOf(photo: Size, area: Size, part: Part): View {
  const shown = turned(photo, part.turned);
  const cut = { width: part.width * shown.width, height: part.height * shown.height };
  const isAcross = cut.width >= cut.height !== shown.width >= shown.height;
  const flipped = part.fit === "crop" && isAcross && area.width !== area.height;
  const whole = largest(shown, laid(shown, area, flipped));
  return {
    turned: part.turned,
    flipped,
    zoom: part.fit === "crop" ? Math.max(1, whole.width / part.width) : 1,
    x: part.left + part.width / 2,
    y: part.top + part.height / 2,
    fit: part.fit,
  };
}

/** A quarter to the right; what was in the middle stays there. */
export function turn(view: View): View {
  return { ...view, turned: (view.turned + 90) % 360, x: 1 - view.y, y: view.x };
}

/** How much of the longer side a crop would take off, in percent. */
export function mismatch(photo: Size, area: Size): number {
  const paper = laid(photo, area, false);
  const [own, wanted] = [photo.width / photo.height, paper.width / paper.height];
  return 100 * (1 - Math.min(own, wanted) / Math.max(own, wanted));
}

/** Pixels of the photo for each of the print, along a side (`modules/commerce/sharpness.py`). */
export function share(photo: Size, area: Size, part: Part): number {
  const shown = turned(photo, part.turned);
  const cut = { width: shown.width * part.width, height: shown.height * part.height };
  const print = laid(cut, area, false);
  const shares = [cut.width / print.width, cut.height / print.height];
  return part.fit === "border" ? Math.max(...shares) : Math.min(...shares);
}
