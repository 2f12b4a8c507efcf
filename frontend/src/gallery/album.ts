/**
 * The photos of the gallery page: one list that grid, lightbox, filters and the bars share.
 * Says `shown` when other photos are to be seen and `photo` (detail: Photo) when one changed.
 */
import * as api from "../../lib/api";

export interface Photo {
  id: string;
  name: string;
  width: number;
  height: number;
  thumbhash: string;
  state: api.FileState;
  small: string;
  medium: string;
  large: string;
  actions: number;
  picked: boolean;
  stars: number;
  comments: number;
  ordered: boolean;
  inCart: boolean;
}

export const MAY_DOWNLOAD = 1;
export const MAY_ORDER = 2;
export const MAY_BUY = 4;

type Row = Record<string, unknown>;

export class Album extends EventTarget {
  gallery = "";
  photos: Photo[] = [];
  shown: Photo[] = [];
  /** True once every page has come; until then only the photos of the first screen are known. */
  isWhole = false;
  private byId = new Map<string, Photo>();
  private keep: (photo: Photo) => boolean = () => true;
  private inCart = new Set<string>();
  private expires = Infinity;
  private loading: Promise<void> | null = null;

  find(id: string): Photo | undefined {
    return this.byId.get(id);
  }

  seed(photos: Photo[]): void {
    if (!this.isWhole) this.take(photos);
  }

  load(): Promise<void> {
    this.loading ??= this.fetchAll().finally(() => (this.loading = null));
    return this.loading;
  }

  /** Links end; asks for new ones when they have, or when `force` says that one did not work. */
  async renew(force = false): Promise<void> {
    if (force || Date.now() / 1000 > this.expires - 20) await this.load();
  }

  filter(keep: (photo: Photo) => boolean): void {
    this.keep = keep;
    this.show();
  }

  change(id: string, change: Partial<Photo>): void {
    const photo = this.byId.get(id);
    if (!photo) return;
    Object.assign(photo, change);
    this.dispatchEvent(new CustomEvent("photo", { detail: photo }));
  }

  setCart(ids: Iterable<string>): void {
    this.inCart = new Set(ids);
    for (const photo of this.photos) {
      const inCart = this.inCart.has(photo.id);
      if (inCart !== photo.inCart) this.change(photo.id, { inCart });
    }
  }

  private async fetchAll(): Promise<void> {
    const photos: Photo[] = [];
    let url: string | null = api.photosUrl(this.gallery);
    let expires = Infinity;
    while (url) {
      const page: api.PhotoPage = await api.photoPage(url);
      photos.push(...page.photos.map((row) => read(page, row)));
      expires = Math.min(expires, page.expires);
      url = page.next;
    }
    this.expires = expires;
    this.isWhole = true;
    this.take(photos);
  }

  private take(photos: Photo[]): void {
    for (const photo of photos) photo.inCart = this.inCart.has(photo.id);
    this.photos = photos;
    this.byId = new Map(photos.map((photo) => [photo.id, photo]));
    this.show();
  }

  private show(): void {
    this.shown = this.photos.filter(this.keep);
    this.dispatchEvent(new Event("shown"));
  }
}

/** One row of the compact list, read by the legend so that columns may be added. */
export function read(page: Pick<api.PhotoPage, "legend" | "base">, values: unknown[]): Photo {
  const row: Row = Object.fromEntries(page.legend.map((name, at) => [name, values[at]]));
  const link = (name: string) => (row[name] ? page.base + String(row[name]) : "");
  const count = (name: string) => Number(row[name] ?? 0);
  return {
    id: String(row["id"]),
    name: String(row["name"] ?? ""),
    width: count("width"),
    height: count("height"),
    thumbhash: String(row["thumbhash"] ?? ""),
    state: (row["state"] ?? "UNDEFINED") as api.FileState,
    small: link("small"),
    medium: link("medium"),
    large: link("large"),
    actions: count("actions"),
    picked: Boolean(row["picked"]),
    stars: count("stars"),
    comments: count("comments"),
    ordered: Boolean(row["ordered"]),
    inCart: false,
  };
}

export const album = new Album();
