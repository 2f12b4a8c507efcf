/** What a key does to the photo that is open or focused. */
import { MAY_DOWNLOAD, type Photo } from "./album";
import { openComments } from "./comments";
import { toggle } from "./picks";
import { rate } from "./rating";
import { at } from "./tile";

interface Meaning {
  keys: RegExp;
  may: (photo: Photo, photos: HTMLElement) => boolean;
  act: (photo: Photo, photos: HTMLElement, key: string) => void;
}

const meanings: Meaning[] = [
  {
    keys: /^ $/,
    may: (_, photos) => photos.dataset.picks !== undefined,
    act: (photo) => void toggle(photo),
  },
  {
    keys: /^[0-5]$/,
    may: (_, photos) => photos.dataset.ratings !== undefined,
    act: (photo, _, key) => void rate(photo, Number(key)),
  },
  {
    keys: /^c$/i,
    may: (_, photos) => photos.dataset.comments !== undefined,
    act: (photo) => openComments(photo),
  },
  { keys: /^d$/i, may: (photo) => Boolean(photo.actions & MAY_DOWNLOAD), act: download },
];

/** True when the key meant something here. */
export function keyPressed(event: KeyboardEvent, photo: Photo, photos: HTMLElement): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return false;
  // Space on a button presses that button.
  if (event.key === " " && (event.target as Element | null)?.closest?.("button")) return false;
  const meaning = meanings.find(({ keys, may }) => keys.test(event.key) && may(photo, photos));
  meaning?.act(photo, photos, event.key);
  return meaning !== undefined;
}

function download(photo: Photo, photos: HTMLElement): void {
  const link = document.createElement("a");
  link.href = at(photos.dataset.downloadUrl ?? "", photo);
  link.download = "";
  document.body.append(link);
  link.click();
  link.remove();
}
