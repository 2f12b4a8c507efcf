/** <button data-controller="copy" data-copy="text" data-copy-done="Copied">, or data-copy-from="id". */
import { Controller } from "../../lib/registry";
import { toast } from "../../lib/toast";

export class Copy extends Controller {
  connect(): void {
    this.on(this.element, "click", () => void this.copy());
  }

  private async copy(): Promise<void> {
    const source = document.getElementById(this.element.dataset.copyFrom ?? "");
    const text =
      source instanceof HTMLInputElement || source instanceof HTMLTextAreaElement
        ? source.value
        : (source?.textContent ?? this.element.dataset.copy ?? "");
    try {
      await navigator.clipboard.writeText(text);
      toast(this.element.dataset.copyDone ?? text);
    } catch {
      // Without the right to the clipboard the text can still be copied by hand.
      if (source instanceof HTMLInputElement) source.select();
    }
  }
}
