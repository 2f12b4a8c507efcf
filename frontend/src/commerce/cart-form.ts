/**
 * `data-controller="cart-form"` on the form of the cart: what is changed in a field with
 * `data-cart-form="again"` (copies, options) presses `data-cart-form="update"`, so that prices follow.
 */
import { Controller } from "../../lib/registry";

export class CartForm extends Controller<HTMLFormElement> {
  connect(): void {
    this.on(this.element, "change", ({ target }) => {
      const field = target as HTMLElement;
      if (field.dataset.cartForm === "again") this.part<HTMLButtonElement>("update")?.click();
    });
  }
}
