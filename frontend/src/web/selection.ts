/**
 * Selecting like on a desktop. <form data-controller="selection">: items are `[data-selection="item"]`
 * with a checkbox; parts: bar (hidden while nothing is selected), count (`data-text` "{count}
 * selected"), all, none. Click selects one, Ctrl adds, Shift extends, Ctrl-A all, Esc none, a drag
 * on free ground draws a box. Links in an item open on double click or Enter.
 */
import { fill } from "../../lib/format";
import { Controller } from "../../lib/registry";
import { drawBox } from "./selection-box";

export class Selection extends Controller<HTMLFormElement> {
  private last: HTMLElement | null = null;

  connect(): void {
    this.on<MouseEvent>(this.element, "click", (event) => this.clicked(event));
    this.on(this.element, "change", () => this.show());
    this.on<MouseEvent>(this.element, "dblclick", (event) => {
      const link = this.itemOf(event.target)?.querySelector("a");
      if (link) location.assign(link.href);
    });
    this.on<KeyboardEvent>(document, "keydown", (event) => this.pressed(event));
    // The ground beside and above the items belongs to the box, too.
    this.on<PointerEvent>(this.element.closest("main") ?? this.element, "pointerdown", (event) => {
      const target = event.target as Element;
      if (event.button || event.pointerType === "touch") return;
      if (this.itemOf(target) || target.closest("button, a, label, p, h1, dialog, .panel")) return;
      if (target.closest("input, select, textarea, td, th, [data-selection]:not(form)")) return;
      drawBox(event, this.items(), (item, on) => this.set(item, on)).then(() => this.show());
    });
    this.show();
  }

  private items(): HTMLElement[] {
    return [...this.element.querySelectorAll<HTMLElement>('[data-selection="item"]')];
  }

  private itemOf(target: EventTarget | null): HTMLElement | null {
    return (target as Element | null)?.closest<HTMLElement>('[data-selection="item"]') ?? null;
  }

  private box(item: HTMLElement): HTMLInputElement | null {
    return item.querySelector<HTMLInputElement>('input[type="checkbox"]');
  }

  private set(item: HTMLElement, on: boolean): void {
    const box = this.box(item);
    if (box) box.checked = on;
    item.classList.toggle("is-selected", on);
  }

  private clicked(event: MouseEvent): void {
    const target = event.target as Element;
    const name = target.closest<HTMLElement>("button[data-selection]")?.dataset.selection;
    if (name) return this.setAll(name === "all");
    const item = this.itemOf(target);
    // A click from the keyboard (detail 0) follows the link.
    if (!item || event.detail === 0 || target.closest("button")) return;
    if (target.matches('input[type="checkbox"]')) {
      if (event.shiftKey) this.extend(item);
    } else {
      event.preventDefault();
      this.choose(item, event);
    }
    this.last = item;
    this.show();
  }

  private choose(item: HTMLElement, event: MouseEvent): void {
    if (event.shiftKey) this.extend(item);
    else if (event.ctrlKey || event.metaKey) this.set(item, !this.box(item)?.checked);
    else this.only(item);
  }

  private only(item: HTMLElement): void {
    const isOnly = this.box(item)?.checked && this.chosen().length === 1;
    for (const each of this.items()) this.set(each, each === item && !isOnly);
  }

  private extend(to: HTMLElement): void {
    const items = this.items();
    const [start = 0, end = 0] = [items.indexOf(this.last ?? to), items.indexOf(to)].sort(
      (a, b) => a - b,
    );
    items.slice(start, end + 1).forEach((item) => this.set(item, true));
  }

  private setAll(on: boolean): void {
    for (const item of this.items()) this.set(item, on);
    this.show();
  }

  private pressed(event: KeyboardEvent): void {
    const target = event.target as Element;
    if (target.closest?.('input:not([type="checkbox"]), textarea, select, dialog[open]')) return;
    if (event.key === "Escape" && this.chosen().length) this.setAll(false);
    if (event.key.toLowerCase() === "a" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.setAll(true);
    }
  }

  private chosen(): HTMLElement[] {
    return this.items().filter((item) => this.box(item)?.checked);
  }

  private show(): void {
    const chosen = new Set(this.chosen());
    for (const item of this.items()) {
      item.classList.toggle("is-selected", chosen.has(item));
    }
    const bar = this.part("bar");
    if (bar) bar.hidden = !chosen.size;
    const count = this.part("count");
    if (count) count.textContent = fill(count.dataset.text ?? "{count}", { count: chosen.size });
    this.element.dispatchEvent(new CustomEvent("selection:change", { detail: chosen.size }));
  }
}
