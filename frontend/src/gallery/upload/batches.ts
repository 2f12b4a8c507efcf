/** Finds or makes the batch for files, and asks how its files fare until all are done. */
import * as api from "../../../lib/api";
import { askClash } from "./clash";
import type { Found } from "./drop";
import { begin, fileKey, forget, recall } from "./memory";
import type { Session } from "./session";

/** Files that an earlier, broken-off batch still waits for go on there, under its old answers. */
export async function place(
  uploader: HTMLElement,
  gallery: string,
  state: api.FileState,
  found: Found[],
): Promise<Map<string, Found[]>> {
  const placed = new Map<string, Found[]>();
  let rest = found;
  for (const { batch, files } of recall(gallery)) {
    const waiting = new Set(files);
    const again = rest.filter(({ file }) => waiting.has(fileKey(file)));
    if (!again.length) continue;
    placed.set(batch, again);
    rest = rest.filter((each) => !again.includes(each));
  }
  if (!rest.length) return placed;
  const names = rest.map(({ file }) => ({ name: file.name, size: file.size }));
  const byStem = uploader.querySelector<HTMLInputElement>('[data-uploader="stem"]')?.checked;
  const { id, clashes } = await api.createBatch(gallery, state, names, byStem);
  const answer = clashes.length ? await askClash(uploader, clashes, rest.length) : "skip";
  if (!answer) return placed;
  if (clashes.length) await api.decideClashes(id, answer);
  const taken = new Set(answer === "skip" ? clashes : []);
  const wanted = rest.filter(({ file }) => !taken.has(file.name));
  begin(
    gallery,
    id,
    wanted.map(({ file }) => fileKey(file)),
  );
  if (wanted.length) placed.set(id, wanted);
  return placed;
}

/** Forgets broken-off batches that the server no longer knows; returns how many files are missing. */
export async function missing(gallery: string): Promise<number> {
  let count = 0;
  for (const { batch, files } of recall(gallery)) {
    try {
      await api.batch(batch);
      count += files.length;
    } catch (error) {
      if ((error as { status?: number }).status === 404) forget(gallery, batch);
    }
  }
  return count;
}

/** Asks every two seconds while files are being prepared; ends when none is. */
export class Follower {
  private isAsking = false;

  constructor(private readonly session: Session) {}

  follow(): void {
    if (this.isAsking) return;
    this.isAsking = true;
    void this.ask();
  }

  private open(): Set<string> {
    const items = [...this.session.items.values()];
    return new Set(items.filter((item) => item.status === "processing").map((item) => item.batch));
  }

  private async ask(): Promise<void> {
    let wait = 2000;
    for (let open = this.open(); open.size; open = this.open()) {
      await new Promise((resolve) => setTimeout(resolve, wait));
      try {
        for (const id of open) this.session.heard(id, (await api.batch(id)).files);
        wait = 2000;
      } catch {
        wait = Math.min(wait * 2, 30_000);
      }
    }
    this.isAsking = false;
  }
}
