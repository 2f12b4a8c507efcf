/** Which files of a gallery's last batch are not up yet, kept so that a closed page can go on. */
export interface Unfinished {
  batch: string;
  files: string[];
}

export const fileKey = (file: { name: string; size: number }) => `${file.size}:${file.name}`;

const keyOf = (gallery: string) => `upload:${gallery}`;

export function recall(gallery: string): Unfinished[] {
  try {
    return JSON.parse(localStorage.getItem(keyOf(gallery)) ?? "[]") as Unfinished[];
  } catch {
    return [];
  }
}

export function begin(gallery: string, batch: string, files: string[]): void {
  const others = recall(gallery).filter((each) => each.batch !== batch);
  keep(gallery, [...others, { batch, files }]);
}

export function finish(gallery: string, batch: string, file: string): void {
  keep(
    gallery,
    recall(gallery).map((each) =>
      each.batch === batch ? { batch, files: each.files.filter((key) => key !== file) } : each,
    ),
  );
}

export function forget(gallery: string, batch: string): void {
  keep(
    gallery,
    recall(gallery).filter((each) => each.batch !== batch),
  );
}

function keep(gallery: string, all: Unfinished[]): void {
  const left = all.filter((each) => each.files.length);
  try {
    if (left.length) localStorage.setItem(keyOf(gallery), JSON.stringify(left));
    else localStorage.removeItem(keyOf(gallery));
  } catch {
    // Without storage an upload works, it only cannot go on after the page was closed.
  }
}
