/**
 * One photo on the whole screen. `data-controller="lightbox"` on the photos, with the words
 * data-close, data-zoom, data-previous, data-next, data-failed; <template id="lightbox-tools"> holds
 * buttons (`data-action` pick, cart, comments, download), <template id="lightbox-foot"> name
 * (`data-tile="name"`), stars and states, as in a tile.
 * Keys: arrows, Space picks, 1–5 rate, 0 clears, C comments, D downloads, Esc closes.
 */
import type PhotoSwipe from "photoswipe";
import { Controller } from "../../lib/registry";
import { complain } from "../../lib/toast";
import { album, type Photo } from "./album";
import { forget, remember, wantedPhoto } from "./address";
import { keyPressed } from "./keys";
import { addTools, optionsFrom, still } from "./lightbox-frame";
import { slideOf } from "./slides";
import { at, showMarks } from "./tile";
import { isTyping } from "./which";

export class Lightbox extends Controller {
  private shown: PhotoSwipe | null = null;
  private opening = false;

  connect(): void {
    this.on(this.element, "click", (event) => this.clicked(event as MouseEvent));
    this.on(this.element, "pointerover", () => void import("photoswipe"));
    this.on(window, "popstate", () => this.follow());
    this.on<KeyboardEvent>(document, "keydown", (event) => {
      if (isTyping(event)) return;
      const tile = document.activeElement?.closest<HTMLElement>(".tile")?.dataset.id;
      const photo = this.current() ?? (tile ? album.find(tile) : undefined);
      if (photo && keyPressed(event, photo, this.element)) event.preventDefault();
    });
    this.on<CustomEvent<Photo>>(album, "photo", ({ detail }) => {
      if (detail.id === this.current()?.id) this.mark(detail);
    });
    if (wantedPhoto()) album.load().then(() => this.follow(), complain);
  }

  private current(): Photo | undefined {
    const id = this.shown?.element?.dataset.id;
    return id ? album.find(id) : undefined;
  }

  private clicked(event: MouseEvent): void {
    const link = (event.target as Element).closest<HTMLElement>('[data-tile="link"]');
    const id = link?.closest<HTMLElement>(".tile")?.dataset.id;
    if (!id || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    void this.open(id, true);
  }

  /** The address says which photo is open: after Back, Forward, or a link that was sent. */
  private follow(): void {
    const id = wantedPhoto();
    if (!id) this.shown?.close();
    else if (!this.shown) void this.open(id, false);
    else this.shown.goTo(album.shown.findIndex((photo) => photo.id === id));
  }

  private async open(id: string, push: boolean): Promise<void> {
    if (this.opening || this.shown) return;
    this.opening = true;
    try {
      const [{ default: Swipe }] = await Promise.all([import("photoswipe"), album.load()]);
      const index = album.shown.findIndex((photo) => photo.id === id);
      if (index < 0) return;
      if (push) remember(id, true);
      this.start(
        new Swipe({
          ...optionsFrom(this.element.dataset),
          index,
          dataSource: album.shown.map(slideOf),
        }),
      );
    } catch (error) {
      complain(error);
    } finally {
      this.opening = false;
    }
  }

  private start(swipe: PhotoSwipe): void {
    this.shown = swipe;
    swipe.on("uiRegister", () => addTools(swipe));
    swipe.on("keydown", (event) => isTyping(event.originalEvent) && event.preventDefault());
    swipe.on("change", () => this.changed(swipe));
    swipe.on("afterInit", () => this.changed(swipe));
    swipe.on("close", () => forget());
    swipe.on("destroy", () => this.ended());
    swipe.on("loadError", () => void album.renew(true).catch(complain));
    swipe.init();
    swipe.element?.setAttribute("aria-modal", "true");
    swipe.element?.focus();
    still(true);
  }

  private changed(swipe: PhotoSwipe): void {
    const photo = album.shown[swipe.currIndex];
    if (!photo || !swipe.element) return;
    swipe.element.dataset.id = photo.id;
    if (wantedPhoto() !== photo.id) remember(photo.id, false);
    this.mark(photo);
  }

  private mark(photo: Photo): void {
    const root = this.shown?.element;
    if (!root) return;
    root.setAttribute("aria-label", photo.name);
    showMarks(root, photo);
    const name = root.querySelector('[data-tile="name"]');
    if (name) name.textContent = photo.name;
    const download = root.querySelector<HTMLAnchorElement>('[data-action="download"]');
    if (download) download.href = at(this.element.dataset.downloadUrl ?? "", photo);
    const buy = root.querySelector<HTMLAnchorElement>('[data-action="buy"]');
    if (buy) buy.href = at(this.element.dataset.buyUrl ?? "", photo);
  }

  private ended(): void {
    const last = this.shown?.element?.dataset.id;
    this.shown = null;
    still(false);
    if (last) this.element.dispatchEvent(new CustomEvent("reveal", { detail: last }));
  }
}
