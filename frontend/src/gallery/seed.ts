/** A photo as the server drew it into the first screen. */
import type { Photo } from "./album";

export function seedOf(tile: HTMLElement): Photo {
  const { id = "", name = "", thumbhash = "", state = "UNDEFINED" } = tile.dataset;
  const count = (key: string) => Number(tile.dataset[key] ?? 0);
  const url = tile.querySelector("img")?.src ?? "";
  return {
    id,
    name,
    thumbhash,
    state: state as Photo["state"],
    width: count("width"),
    height: count("height"),
    small: url,
    medium: "",
    large: "",
    actions: count("actions"),
    picked: count("picked") > 0,
    stars: count("stars"),
    comments: count("comments"),
    ordered: count("ordered") > 0,
    inCart: false,
  };
}
