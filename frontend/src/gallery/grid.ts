/**
 * The photos of a gallery, laid out from their sizes; only those near the screen are in the page.
 *
 * <ul class="photos" role="list" data-controller="grid" data-gallery="<public id>"
 *     data-layout="rows|masonry|grid|story" data-space="6" data-captions (style Proofing)
 *     data-photo-url="/galleries/x/photos/ID/" data-download-url="/galleries/x/photos/ID/download/">
 *   <li class="tile" data-id data-width data-height data-thumbhash data-name data-state
 *       data-actions data-picked data-stars data-comments data-ordered>…  (the first screen; tile.ts)
 * <template id="tile">one empty tile</template> beside it; `[data-grid="more"]` goes with scripts. `components/photos.html` makes all of this.
 */
import { Controller } from "../../lib/registry";
import { complain } from "../../lib/toast";
import { layouts, type LayoutName, type Plan } from "../../lib/layout";
import { album, type Photo } from "./album";
import { seedOf } from "./seed";
import { drawHash, loadImage, makeTile, place, showMarks } from "./tile";

const CAPTION = 52;

export class Grid extends Controller {
  private plan: Plan = { boxes: [], height: 0 };
  private tiles = new Map<string, HTMLElement>();
  private frame = 0;
  private width = 0;
  private lastRenewal = 0;

  connect(): void {
    album.gallery = this.element.dataset.gallery ?? "";
    const first = [...this.element.querySelectorAll<HTMLElement>(".tile")];
    for (const tile of first) this.tiles.set(tile.dataset.id ?? "", tile);
    this.on(album, "shown", () => this.lay());
    this.on<CustomEvent<Photo>>(album, "photo", ({ detail }) => {
      const tile = this.tiles.get(detail.id);
      if (tile) showMarks(tile, detail);
    });
    this.on(window, "scroll", () => this.soon());
    this.on<CustomEvent<string>>(this.element, "reveal", ({ detail }) => this.reveal(detail));
    this.on(window, "pageshow", () => void album.renew().catch(complain));
    const sizes = new ResizeObserver(() => {
      if (this.element.clientWidth !== this.width) this.lay();
    });
    sizes.observe(this.element);
    album.seed(first.map(seedOf));
    album.load().catch(complain);
  }

  /** Brings a photo to the middle of the screen, however far it is. */
  reveal(id: string): void {
    const box = this.plan.boxes[album.shown.findIndex((photo) => photo.id === id)];
    if (!box) return;
    const top = this.element.getBoundingClientRect().top + window.scrollY;
    window.scrollTo({ top: top + box.y - (window.innerHeight - box.height) / 2 });
    this.draw();
    this.tiles.get(id)?.querySelector<HTMLElement>("a")?.focus({ preventScroll: true });
  }

  private get caption(): number {
    return this.element.dataset.captions === undefined ? 0 : CAPTION;
  }

  private lay(): void {
    this.width = this.element.clientWidth;
    this.hideMore();
    const layout = layouts[(this.element.dataset.layout ?? "rows") as LayoutName] ?? layouts.rows;
    const space = Number(this.element.dataset.space ?? 6);
    this.plan = layout(album.shown, { width: this.width, space, caption: this.caption });
    this.element.style.height = `${this.plan.height}px`;
    this.element.classList.add("is-placed");
    this.draw(true);
  }

  /** The link to the next page is for those without scripts. */
  private hideMore(): void {
    const more = document.querySelector<HTMLElement>('[data-grid="more"]');
    if (more && album.isWhole) more.hidden = true;
  }

  private soon(): void {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.draw();
    });
  }

  private near(): number[] {
    const top = -this.element.getBoundingClientRect().top;
    const reach = window.innerHeight;
    const wanted: number[] = [];
    this.plan.boxes.forEach((box, at) => {
      if (box.y + box.height > top - reach && box.y < top + 2 * reach) wanted.push(at);
    });
    return wanted;
  }

  /** On scrolling only new tiles are filled; `isFresh` fills those that are there again. */
  private draw(isFresh = false): void {
    if (this.isGone) return;
    const wanted = this.near();
    this.drop(new Set(wanted.map((at) => album.shown[at]?.id ?? "")));
    let next = this.element.querySelector<HTMLElement>(".tile");
    for (const at of wanted) {
      const tile = this.tile(at, isFresh);
      if (!tile) continue;
      // The order in the page is the order on the screen, also for the Tab key.
      if (tile === next) next = next.nextElementSibling as HTMLElement | null;
      else this.element.insertBefore(tile, next);
    }
  }

  private drop(kept: Set<string>): void {
    for (const [id, tile] of this.tiles) {
      if (kept.has(id) || tile.contains(document.activeElement)) continue;
      tile.remove();
      this.tiles.delete(id);
    }
  }

  private tile(at: number, isFresh: boolean): HTMLElement | undefined {
    const photo = album.shown[at];
    const box = this.plan.boxes[at];
    if (!photo || !box) return undefined;
    const known = this.tiles.get(photo.id);
    if (known && !isFresh) return known;
    const tile = known ?? this.make(photo);
    tile.setAttribute("aria-posinset", String(at + 1));
    tile.setAttribute("aria-setsize", String(album.shown.length));
    place(tile, box, this.caption);
    drawHash(tile, photo);
    showMarks(tile, photo);
    loadImage(tile, photo, box.width, () => this.renew());
    return tile;
  }

  private make(photo: Photo): HTMLElement {
    const template = document.getElementById("tile") as HTMLTemplateElement;
    const tile = makeTile(template, photo, this.element.dataset);
    this.tiles.set(photo.id, tile);
    return tile;
  }

  /** A picture did not come: most likely its link has ended. Not oftener than twice a minute. */
  private renew(): void {
    if (Date.now() - this.lastRenewal < 30_000) return;
    this.lastRenewal = Date.now();
    album.renew(true).catch(complain);
  }
}
