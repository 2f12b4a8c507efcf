/**
 * One line of the cart page: `<li data-controller="cart-line" data-line="<id>">` with a textarea
 * `data-cart-line="note"` that saves itself and `data-cart-line="saved"` that says so. Without
 * scripts the form around it saves.
 */
import * as api from "../../lib/api";
import { Controller } from "../../lib/registry";
import { complain } from "../../lib/toast";

export class CartLine extends Controller {
  private timer = 0;

  connect(): void {
    const note = this.part<HTMLTextAreaElement>("note");
    if (!note) return;
    this.on(note, "input", () => {
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => void this.save(note.value), 700);
    });
    this.on(note, "change", () => {
      clearTimeout(this.timer);
      void this.save(note.value);
    });
  }

  private async save(note: string): Promise<void> {
    const saved = this.part("saved");
    try {
      await api.noteInCart(this.element.dataset.line ?? "", note);
      if (saved) saved.hidden = false;
    } catch (error) {
      if (saved) saved.hidden = true;
      complain(error);
    }
  }
}
