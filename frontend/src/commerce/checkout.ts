/**
 * `data-controller="checkout"` on the form of the checkout. What other fields or prices depend on has
 * `data-checkout="again-…"` and brings the page again; anything else that was typed is kept in
 * silence, so that it is there after a reload, in another tab and on another device.
 */
import { Controller } from "../../lib/registry";

export class Checkout extends Controller<HTMLFormElement> {
  private timer = 0;

  connect(): void {
    this.on(this.element, "change", ({ target }) => {
      const again = (target as HTMLElement).dataset.checkout;
      clearTimeout(this.timer);
      if (again?.startsWith("again-")) this.again(again === "again-ways" ? "ways" : "country");
      else this.timer = window.setTimeout(() => void this.keep(), 400);
    });
    this.on(this.element, "submit", () => clearTimeout(this.timer));
  }

  private again(button: string): void {
    this.part<HTMLButtonElement>(button)?.click();
  }

  private async keep(): Promise<void> {
    const said = new FormData(this.element);
    said.set("action", "save");
    const send = { method: "POST", body: said, redirect: "manual" as const };
    // Without a network it stays on the page, and is sent with the order.
    // Read as an attribute: the form's buttons are called "action", and hide its property.
    const address = this.element.getAttribute("action") ?? "";
    await fetch(address, send).catch(() => undefined);
  }
}
