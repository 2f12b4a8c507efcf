/** The API as the pages use it; the other side of this is `docs/api/scripts.md`. */
import { request } from "./http";

export type FileState = "UNDEFINED" | "PROOF" | "FINAL";
export type OnClash = "replace" | "keep_both" | "skip";

export interface Money {
  amount: number;
  currency: string;
}

export interface PhotoPage {
  legend: string[];
  base: string;
  expires: number;
  photos: unknown[][];
  next: string | null;
}

export interface Comment {
  id: string;
  author: string;
  text: string;
  created_at: string;
  mine: boolean;
  by_studio: boolean;
}

export interface CartItem {
  id: string;
  /** Of a price list; null for what is ordered for nothing. */
  row: string | null;
  photo: string;
  gallery: string;
  name: string;
  note: string;
  price: Money;
  small: string;
}

export interface Cart {
  items: CartItem[];
  count: number;
  total: Money;
}

export interface BatchFile {
  name: string;
  upload: string | null;
  status: "waiting" | "receiving" | "processing" | "ready" | "refused" | "skipped";
  outcome: "added" | "replaced" | "kept_both" | null;
  sentence: string | null;
  photo: string | null;
  small: string | null;
}

export interface Batch {
  id: string;
  state: FileState;
  on_clash: OnClash | null;
  finished: boolean;
  files: BatchFile[];
  next: string | null;
}

/** Beside which other one something is put. */
export type Spot = { before: string } | { after: string };

export interface Progress {
  state: "waiting" | "running" | "done" | "failed";
  done: number;
  total: number;
  current: string | null;
  seconds_left: number | null;
  message: string;
  url: string | null;
}

const root = "/api/v1";
const galleryOf = (gallery: string) => `${root}/galleries/${encodeURIComponent(gallery)}`;
const photoOf = (gallery: string, photo: string) =>
  `${galleryOf(gallery)}/photos/${encodeURIComponent(photo)}`;

export const uploadsUrl = `${root}/uploads/`;

export const photosUrl = (gallery: string) => `${galleryOf(gallery)}/photos/?site=1`;
export const photoPage = (url: string) => request<PhotoPage>("GET", url);

export const pick = (gallery: string, photo: string) =>
  request<{ picked: boolean }>("PUT", `${photoOf(gallery, photo)}/pick/`);
export const unpick = (gallery: string, photo: string) =>
  request<undefined>("DELETE", `${photoOf(gallery, photo)}/pick/`);
export const rate = (gallery: string, photo: string, stars: number) =>
  request<{ stars: number }>("PUT", `${photoOf(gallery, photo)}/rating/`, { stars });
export const comments = (gallery: string, photo: string) =>
  request<{ comments: Comment[] }>("GET", `${photoOf(gallery, photo)}/comments/`);
export const comment = (gallery: string, photo: string, text: string) =>
  request<Comment>("POST", `${photoOf(gallery, photo)}/comments/`, { text });

export const cart = () => request<Cart>("GET", `${root}/cart/`);
export const addToCart = (gallery: string, photos: string[]) =>
  request<Cart>("POST", `${root}/cart/`, { gallery, photos });
export const noteInCart = (line: string, note: string) =>
  request<CartItem>("PATCH", `${root}/cart/lines/${encodeURIComponent(line)}/`, { note });
export const removeFromCart = (photo: string) =>
  request<undefined>("DELETE", `${root}/cart/items/${encodeURIComponent(photo)}/`);

export const createBatch = (
  gallery: string,
  state: FileState,
  files: { name: string; size: number }[],
  byStem = false,
) =>
  request<{ id: string; clashes: string[] }>("POST", `${galleryOf(gallery)}/batches/`, {
    state,
    files,
    match_by_stem: byStem,
  });
export const decideClashes = (batch: string, onClash: OnClash) =>
  request<Batch>("PATCH", `${root}/batches/${batch}/`, { on_clash: onClash });
/** The batch with all its files, 500 a page. */
export const batch = async (id: string): Promise<Batch> => {
  const found = await request<Batch>("GET", `${root}/batches/${id}/`);
  for (let next = found.next; next;) {
    const page = await request<Batch>("GET", `${root}/batches/${id}/?after=${next}`);
    found.files.push(...page.files);
    next = page.next;
  }
  return found;
};

/** `what` moves: "photos" in a gallery, "galleries" on a level. */
export const place = (url: string, what: string, ids: string[], spot: Spot) =>
  request<undefined>("PUT", url, { [what]: ids, ...spot });

export const checkAddress = (url: string, address: string) =>
  request<{ available: boolean; message: string }>(
    "GET",
    `${url}?address=${encodeURIComponent(address)}`,
  );
export const progress = (url: string) => request<Progress>("GET", url);
