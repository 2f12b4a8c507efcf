/** `data-controller="cart-count"` in the header: the number in `[data-cart-count]` follows the cart. */
import { Controller } from "../../lib/registry";

export class CartCount extends Controller {
  connect(): void {
    this.on<CustomEvent<number>>(document, "cart:count", ({ detail }) => {
      const place = this.element.querySelector<HTMLElement>("[data-cart-count]");
      if (!place) return;
      place.textContent = String(detail);
      place.hidden = detail === 0;
    });
  }
}
