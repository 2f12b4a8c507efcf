/** What PhotoSwipe needs to know of a photo; never the original. */
import type { SlideData } from "photoswipe";
import type { Photo } from "./album";

const LONG_EDGES = { small: 400, medium: 1200, large: 2048 } as const;

export function slideOf(photo: Photo): SlideData {
  const long = Math.max(photo.width, photo.height, 1);
  const scaled = (edge: number) => Math.min(1, edge / long);
  const sources = (["small", "medium", "large"] as const).filter((name) => photo[name]);
  const best = sources.at(-1);
  const scale = scaled(best ? LONG_EDGES[best] : 400);
  return {
    src: best ? photo[best] : "",
    srcset: sources
      .map((name) => `${photo[name]} ${Math.round(photo.width * scaled(LONG_EDGES[name]))}w`)
      .join(", "),
    width: Math.round(photo.width * scale),
    height: Math.round(photo.height * scale),
    msrc: photo.small || undefined,
    alt: photo.name,
  };
}
