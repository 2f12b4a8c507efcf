/**
 * Says while typing whether an address is free. On the input: data-controller="address-check"
 * data-address-check-url="…"; the sentence goes to `#<input id>_check` or is added after the input.
 * `data-address-check-from="id_name"` proposes an address from that field until it was typed in here.
 */
import * as api from "../../lib/api";
import { Controller } from "../../lib/registry";

export function slug(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/ß/g, "ss")
    .replace(/ł/gi, "l")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40);
}

export class AddressCheck extends Controller<HTMLInputElement> {
  private timer = 0;
  private isOwn = false;

  connect(): void {
    this.isOwn = this.element.value !== "";
    this.on(this.element, "input", () => {
      this.isOwn = this.element.value !== "";
      this.soon();
    });
    const source = document.getElementById(this.element.dataset.addressCheckFrom ?? "");
    if (source instanceof HTMLInputElement) {
      this.on(source, "input", () => {
        if (this.isOwn) return;
        this.element.value = slug(source.value);
        this.soon();
      });
    }
  }

  private soon(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.check(), 300);
  }

  private async check(): Promise<void> {
    const address = this.element.value.trim();
    const place = this.place();
    if (!address) {
      place.textContent = "";
      return;
    }
    try {
      const url = this.element.dataset.addressCheckUrl ?? "";
      const { available, message } = await api.checkAddress(url, address);
      if (address !== this.element.value.trim()) return;
      place.textContent = message;
      place.className = available ? "field-help" : "field-error";
      this.element.setAttribute("aria-invalid", String(!available));
    } catch {
      // The form says it again when it is sent.
      place.textContent = "";
    }
  }

  private place(): HTMLElement {
    const id = `${this.element.id}_check`;
    const known = document.getElementById(id);
    if (known) return known;
    const made = document.createElement("p");
    made.id = id;
    made.setAttribute("role", "status");
    (this.element.closest(".input-group") ?? this.element).after(made);
    return made;
  }
}
