/**
 * Puts a popover menu beside its button: <button popovertarget="m" data-controller="menu"> and
 * <div class="menu" id="m" popover>. Arrow keys walk through it.
 */
import { Controller } from "../../lib/registry";

export class Menu extends Controller<HTMLButtonElement> {
  connect(): void {
    const menu = document.getElementById(this.element.getAttribute("popovertarget") ?? "");
    if (!menu) return;
    this.on<ToggleEvent>(menu, "toggle", (event) => {
      const isOpen = event.newState === "open";
      this.element.setAttribute("aria-expanded", String(isOpen));
      if (isOpen) this.place(menu);
    });
    this.on<KeyboardEvent>(menu, "keydown", (event) => this.walk(event, menu));
    this.on(window, "resize", () => menu.matches(":popover-open") && this.place(menu));
  }

  private place(menu: HTMLElement): void {
    const button = this.element.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = menu;
    const room = document.documentElement.clientWidth;
    const below = button.bottom + 4 + height <= window.innerHeight;
    const left = button.left + width > room - 8 ? button.right - width : button.left;
    menu.style.left = `${Math.max(8, Math.min(left, room - width - 8))}px`;
    menu.style.top = `${below ? button.bottom + 4 : Math.max(8, button.top - height - 4)}px`;
    menu.querySelector<HTMLElement>("a, button, input, select")?.focus({ preventScroll: true });
  }

  private walk(event: KeyboardEvent, menu: HTMLElement): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || (event.target as Element).matches("select")) return;
    event.preventDefault();
    const items = [...menu.querySelectorAll<HTMLElement>("a, button, input, select")];
    const at = items.indexOf(document.activeElement as HTMLElement);
    items[(at + step + items.length) % items.length]?.focus();
  }
}
