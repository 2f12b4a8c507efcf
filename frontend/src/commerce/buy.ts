/**
 * `<dialog data-controller="buy">`: any link `[data-action="buy"]` opens in it, and it closes once
 * something is in the cart. Without scripts the link is a page.
 */
import { Controller } from "../../lib/registry";
import { complain } from "../../lib/toast";
import { asked } from "../gallery/which";

export class Buy extends Controller<HTMLDialogElement> {
  connect(): void {
    // What lies in the page is out of reach while a photo is open above it.
    document.body.append(this.element);
    this.on<MouseEvent>(document, "click", (event) => {
      const link = asked(event, "buy") as HTMLAnchorElement | null;
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      void this.open(link.href);
    });
    this.on(this.element, "click", (event) => {
      if (event.target === this.element || asked(event, "close")) this.element.close();
    });
    this.on(document, "cart:added", () => this.element.close());
  }

  private async open(url: string): Promise<void> {
    try {
      const response = await fetch(`${url}?part=1`, { credentials: "same-origin" });
      // Signed out meanwhile, or the gallery was closed: the page says so.
      if (!response.ok || response.redirected) return location.assign(url);
      const content = document.createElement("div");
      content.innerHTML = await response.text();
      this.element.replaceChildren(content);
      this.element.showModal();
    } catch (error) {
      complain(error);
    }
  }
}
