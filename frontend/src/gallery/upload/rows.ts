/** The list of files under way; `data-row`: name, facts (with the words), bar, retry, sentence. */
import { bytes } from "../../../lib/format";
import type { Item } from "./session";

export class Rows {
  private rows = new Map<string, HTMLElement>();

  constructor(
    private readonly list: HTMLElement,
    private readonly template: HTMLTemplateElement,
  ) {}

  show(item: Item, isPaused: boolean): void {
    const row = this.rows.get(item.id) ?? this.make(item);
    const part = <T extends HTMLElement>(name: string) =>
      row.querySelector<T>(`[data-row="${name}"]`);
    const facts = part("facts");
    if (facts) facts.textContent = this.facts(item, isPaused, facts.dataset);
    const bar = part<HTMLProgressElement>("bar");
    if (bar) {
      bar.value = item.size ? item.sent / item.size : 1;
      bar.hidden = item.status !== "uploading";
    }
    const retry = part("retry");
    if (retry) retry.hidden = item.status !== "failed";
    const sentence = part("sentence");
    if (sentence) {
      sentence.textContent = item.sentence;
      sentence.hidden = !item.sentence;
    }
    row.dataset.status = item.status;
    // What needs somebody stands at the top of the list.
    if (item.status === "refused" || item.status === "failed") this.list.prepend(row);
  }

  private make(item: Item): HTMLElement {
    const row = this.template.content.firstElementChild?.cloneNode(true) as HTMLElement;
    const name = row.querySelector<HTMLElement>('[data-row="name"]');
    if (name) name.textContent = item.name;
    const retry = row.querySelector<HTMLElement>('[data-row="retry"]');
    if (retry) retry.dataset.id = item.id;
    this.rows.set(item.id, row);
    this.list.append(row);
    return row;
  }

  private facts(item: Item, isPaused: boolean, words: DOMStringMap): string {
    if (item.outcome === "replaced" && item.status === "ready") return words.replaced ?? "";
    if (item.status === "uploading") {
      const share = item.size ? Math.floor((100 * item.sent) / item.size) : 100;
      return `${isPaused ? `${words.paused ?? ""} · ` : ""}${share} % · ${bytes(item.size)}`;
    }
    const word = item.status === "failed" ? words.refused : words[item.status];
    return `${word ?? ""} · ${bytes(item.size)}`;
  }
}
