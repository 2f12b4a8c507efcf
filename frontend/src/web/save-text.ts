/** <button data-controller="save-text" data-save-text-from="id" data-save-text-name="codes.txt">. */
import { Controller } from "../../lib/registry";

export class SaveText extends Controller {
  connect(): void {
    this.on(this.element, "click", () => {
      const source = document.getElementById(this.element.dataset.saveTextFrom ?? "");
      const words = source instanceof HTMLTextAreaElement ? source.value : source?.textContent;
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([words ?? ""], { type: "text/plain" }));
      link.download = this.element.dataset.saveTextName ?? "";
      link.click();
      URL.revokeObjectURL(link.href);
    });
  }
}
