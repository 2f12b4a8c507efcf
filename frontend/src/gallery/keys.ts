/** What a key does to the photo that is open or focused. */
import type { Photo } from "./album";
import { MAY_DOWNLOAD } from "./album";
import { openComments } from "./comments";
import { toggle } from "./picks";
import { rate } from "./rating";

/** True when the key meant something; `photos.dataset` says which of picks, rating, comments are on. */
export function keyPressed(event: KeyboardEvent, photo: Photo, photos: HTMLElement): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return false;
  const on = photos.dataset;
  // Space on a button presses that button.
  const onButton = (event.target as Element | null)?.closest?.("button");
  if (event.key === " " && on.picks !== undefined && !onButton) void toggle(photo);
  else if (/^[0-5]$/.test(event.key) && on.ratings !== undefined)
    void rate(photo, Number(event.key));
  else if (event.key.toLowerCase() === "c" && on.comments !== undefined) openComments(photo);
  else if (event.key.toLowerCase() === "d" && photo.actions & MAY_DOWNLOAD) download(photo, photos);
  else return false;
  return true;
}

function download(photo: Photo, photos: HTMLElement): void {
  const link = document.createElement("a");
  link.href = (photos.dataset.downloadUrl ?? "").replace("ID", photo.id);
  link.download = "";
  document.body.append(link);
  link.click();
  link.remove();
}
