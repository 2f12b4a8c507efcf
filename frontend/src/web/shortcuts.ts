/**
 * Keys of a page, on <body data-controller="shortcuts">: an element with `data-key="/"` or "g o" is
 * focused when it is a field, else clicked. Two keys follow each other within a second.
 */
import { Controller } from "../../lib/registry";

export class Shortcuts extends Controller {
  private before = "";
  private at = 0;

  connect(): void {
    this.on<KeyboardEvent>(document, "keydown", (event) => this.pressed(event));
  }

  private pressed(event: KeyboardEvent): void {
    if (event.key.length !== 1 || isElsewhere(event)) return;
    const now = event.timeStamp;
    const keys = now - this.at < 1000 ? [`${this.before} ${event.key}`, event.key] : [event.key];
    this.before = event.key;
    this.at = now;
    for (const key of keys) {
      const found = document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
      if (!found) continue;
      event.preventDefault();
      if (found.matches("input, textarea, select")) found.focus();
      else found.click();
      return;
    }
  }
}

function isElsewhere(event: KeyboardEvent): boolean {
  const target = event.target as Element | null;
  const places =
    'input:not([type="checkbox"]), textarea, select, [contenteditable], dialog[open], .pswp';
  return event.ctrlKey || event.metaKey || event.altKey || Boolean(target?.closest?.(places));
}
