/**
 * <dialog data-controller="dialog" id="x">: any `data-open="x"` opens it, `data-action="close"` and
 * a click beside it close it. `data-dialog-open` opens it with the page (a form with errors).
 */
import { Controller } from "../../lib/registry";

export class Dialog extends Controller<HTMLDialogElement> {
  connect(): void {
    this.on(document, "click", (event) => {
      const opener = (event.target as Element).closest<HTMLElement>("[data-open]");
      if (opener?.dataset.open !== this.element.id) return;
      event.preventDefault();
      this.element.showModal();
    });
    this.on(this.element, "click", (event) => {
      const target = event.target as Element;
      if (target === this.element || target.closest('[data-action="close"]')) this.element.close();
    });
    if (this.element.dataset.dialogOpen !== undefined) this.element.showModal();
  }
}
