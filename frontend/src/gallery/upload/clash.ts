/** Asks once for the whole batch what to do with names that are taken; null: upload nothing. */
import type { OnClash } from "../../../lib/api";
import { fill } from "../../../lib/format";

export function askClash(
  uploader: HTMLElement,
  clashes: string[],
  all: number,
): Promise<OnClash | null> {
  const find = <T extends HTMLElement>(name: string) =>
    uploader.querySelector<T>(`[data-uploader="${name}"]`);
  const dialog = find<HTMLDialogElement>("clash");
  if (!dialog) return Promise.resolve(null);
  const text = find("clash-text");
  if (text) text.textContent = fill(uploader.dataset.clash ?? "", { count: clashes.length, all });
  const names = find("clash-names");
  if (names) names.textContent = clashes.slice(0, 5).join(", ") + (clashes.length > 5 ? " …" : "");
  dialog.returnValue = "cancel";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener(
      "close",
      () => {
        const answer = dialog.querySelector<HTMLInputElement>("input:checked")?.value;
        resolve(dialog.returnValue === "go" ? ((answer ?? "skip") as OnClash) : null);
      },
      { once: true },
    );
  });
}
