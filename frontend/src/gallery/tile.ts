/**
 * One photo of the grid. Parts, by `data-tile`: link, name, state, comments, comment-count; the
 * `<img>`; buttons by `data-action`: pick, cart, buy, download; stars are `[data-stars="1"…"5"]`.
 */
import { thumbHashToRGBA } from "thumbhash";
import type { Box } from "../../lib/layout";
import { fill } from "../../lib/format";
import { MAY_BUY, MAY_DOWNLOAD, MAY_ORDER, type Photo } from "./album";

/** The photo's address of a pattern; other ids in it may well hold the letters "ID". */
export const at = (pattern: string, photo: Photo) =>
  pattern.replace("/ID/", `/${encodeURIComponent(photo.id)}/`);

function part<T extends Element = HTMLElement>(tile: HTMLElement, name: string): T | null {
  return tile.querySelector<T>(`[data-tile="${name}"]`);
}

/** `addresses`: photoUrl, downloadUrl and buyUrl, with /ID/ for the photo. */
export function makeTile(
  template: HTMLTemplateElement,
  photo: Photo,
  addresses: DOMStringMap,
): HTMLElement {
  const tile = template.content.firstElementChild?.cloneNode(true) as HTMLElement;
  tile.dataset.id = photo.id;
  tile.dataset.name = photo.name;
  const link = part<HTMLAnchorElement>(tile, "link");
  if (link) link.href = at(addresses.photoUrl ?? "", photo);
  const name = part(tile, "name");
  if (name) name.textContent = photo.name;
  const image = tile.querySelector("img");
  if (image) image.alt = photo.name;
  const download = tile.querySelector<HTMLAnchorElement>('[data-action="download"]');
  if (download) download.href = at(addresses.downloadUrl ?? "", photo);
  const buy = tile.querySelector<HTMLAnchorElement>('[data-action="buy"]');
  if (buy) buy.href = at(addresses.buyUrl ?? "", photo);
  drawHash(tile, photo);
  showMarks(tile, photo);
  return tile;
}

/** The placeholder: some thirty pixels on a canvas that the browser smooths to the tile's size. */
export function drawHash(tile: HTMLElement, photo: Photo): void {
  const canvas = tile.querySelector("canvas");
  if (!canvas || !photo.thumbhash || canvas.dataset.drawn) return;
  try {
    const bytes = Uint8Array.from(atob(photo.thumbhash), (letter) => letter.charCodeAt(0));
    const { w, h, rgba } = thumbHashToRGBA(bytes);
    canvas.width = w;
    canvas.height = h;
    const pixels = new ImageData(new Uint8ClampedArray(rgba), w, h);
    canvas.getContext("2d")?.putImageData(pixels, 0, 0);
    canvas.dataset.drawn = "1";
  } catch {
    canvas.remove();
  }
}

export function place(tile: HTMLElement, box: Box, caption: number): void {
  tile.style.transform = `translate(${box.x}px, ${box.y}px)`;
  tile.style.width = `${box.width}px`;
  tile.style.height = `${box.height}px`;
  const link = part(tile, "link");
  if (link) link.style.height = `${box.height - caption}px`;
}

/** Loads the rendition that fits; `renew` is called when its link did not work. */
export function loadImage(tile: HTMLElement, photo: Photo, width: number, renew: () => void): void {
  const image = tile.querySelector("img");
  const isWide = longEdge(photo, width) > 480;
  const url = isWide ? photo.medium || photo.small : photo.small || photo.medium;
  if (!image || !url || image.dataset.url === url) return;
  // A sharper picture that is there already is not replaced by a smaller one.
  if (image.matches("[data-wide]:not([data-failed])") && !isWide) return;
  delete image.dataset.failed;
  image.dataset.url = url;
  if (isWide) image.dataset.wide = "";
  show(image, url, renew);
}

function show(image: HTMLImageElement, url: string, renew: () => void): void {
  image.onload = () => image.classList.add("is-loaded");
  image.onerror = () => {
    image.dataset.failed = "1";
    renew();
  };
  image.decoding = "async";
  if (image.src !== url) image.src = url;
  if (image.complete && image.naturalWidth) image.classList.add("is-loaded");
}

/** Pixels of the screen along the photo's longer edge. */
function longEdge(photo: Photo, width: number): number {
  const sharp = width * Math.min(window.devicePixelRatio, 2);
  return photo.width >= photo.height ? sharp : sharp * (photo.height / photo.width);
}

/** Everything about a tile that a visitor can change. */
export function showMarks(tile: HTMLElement, photo: Photo): void {
  tile.classList.toggle("is-picked", photo.picked);
  tile.classList.toggle("is-in-cart", photo.inCart);
  press(tile, "pick", photo.picked, true, photo.name);
  press(tile, "cart", photo.inCart, Boolean(photo.actions & MAY_ORDER), photo.name);
  const download = tile.querySelector<HTMLElement>('[data-action="download"]');
  if (download) download.hidden = !(photo.actions & MAY_DOWNLOAD);
  const buy = tile.querySelector<HTMLElement>('[data-action="buy"]');
  if (buy) {
    buy.hidden = !(photo.actions & MAY_BUY);
    label(buy, photo.name);
  }
  for (const button of tile.querySelectorAll<HTMLElement>("[data-stars]")) {
    const stars = Number(button.dataset.stars);
    button.classList.toggle("is-on", stars <= photo.stars);
    button.setAttribute("aria-pressed", String(stars === photo.stars));
  }
  for (const badge of tile.querySelectorAll<HTMLElement>("[data-state]")) {
    badge.hidden = badge.dataset.state !== photo.state;
  }
  const comments = part(tile, "comment-count");
  if (comments) comments.textContent = String(photo.comments);
  const holder = part(tile, "comments");
  if (holder) holder.hidden = !photo.comments;
}

function press(root: HTMLElement, action: string, on: boolean, may: boolean, name: string): void {
  const button = root.querySelector<HTMLElement>(`[data-action="${action}"]`);
  if (!button) return;
  button.hidden = !may;
  button.setAttribute("aria-pressed", String(on));
  label(button, name);
}

/** Words with "{name}" in them are kept, for the next photo of the lightbox. */
function label(button: HTMLElement, name: string): void {
  button.dataset.label ??= button.getAttribute("aria-label") ?? "";
  button.setAttribute("aria-label", fill(button.dataset.label, { name }));
}
