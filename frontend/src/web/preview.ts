/**
 * A form whose result is shown beside it while it is filled in: data-controller="preview" with
 * `data-preview-url`, which is asked with the form's fields, and `data-preview-frame`, the id of the
 * frame that shows the answer. Files and secrets are left out of the address.
 */
import { Controller } from "../../lib/registry";

const PAUSE = 300;

export class Preview extends Controller<HTMLFormElement> {
  private timer = 0;

  connect(): void {
    this.on(this.element, "input change", () => {
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.show(), PAUSE);
    });
  }

  private show(): void {
    const { previewUrl = "", previewFrame = "" } = this.element.dataset;
    const frame = document.getElementById(previewFrame);
    if (!(frame instanceof HTMLIFrameElement)) return;
    const asked = new URLSearchParams();
    for (const [name, value] of new FormData(this.element)) {
      if (typeof value === "string" && name !== "csrfmiddlewaretoken") asked.append(name, value);
    }
    // Replaced, not assigned: the back button would go through every shade of a colour.
    frame.contentWindow?.location.replace(`${previewUrl}?${asked.toString()}`);
  }
}
