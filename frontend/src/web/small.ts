/**
 * `focus` on an error summary takes the focus; `submit-on-change` sends a form of filters;
 * `once` on a form stops a second click while the first is under way; `tabs` shows the tab one is on,
 * where a narrow screen cuts them off.
 */
import { Controller } from "../../lib/registry";

export class Focus extends Controller {
  connect(): void {
    this.element.focus();
  }
}

export class Tabs extends Controller {
  connect(): void {
    const current = this.element.querySelector<HTMLElement>("[aria-current]");
    if (current === null) return;
    const middle = current.offsetLeft - this.element.offsetLeft + current.offsetWidth / 2;
    // Not scrollIntoView, which would move the page as well.
    this.element.scrollLeft = middle - this.element.clientWidth / 2;
  }
}

export class SubmitOnChange extends Controller {
  connect(): void {
    this.on(this.element, "change", () => {
      const form = this.element.closest("form");
      form?.requestSubmit();
    });
  }
}

export class Once extends Controller<HTMLFormElement> {
  connect(): void {
    this.on(this.element, "submit", (event) => {
      if (this.element.dataset.sent !== undefined) event.preventDefault();
      this.element.dataset.sent = "";
    });
    // A page that comes back from the browser's store may be sent again.
    this.on(window, "pageshow", () => delete this.element.dataset.sent);
  }
}
