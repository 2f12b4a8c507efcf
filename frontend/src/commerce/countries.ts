/** data-controller="countries": finds countries among many boxes, and counts what is chosen. */
import { Controller } from "../../lib/registry";

export class Countries extends Controller {
  connect(): void {
    this.part("tools")?.removeAttribute("hidden");
    const filter = this.part<HTMLInputElement>("filter");
    if (filter !== null) {
      this.on(filter, "input", () => this.find(filter.value));
      // Enter chooses nothing here, and must not send the form.
      this.on<KeyboardEvent>(filter, "keydown", (e) => e.key === "Enter" && e.preventDefault());
    }
    this.on(this.element, "change", () => this.count());
    this.count();
  }

  private boxes(): HTMLInputElement[] {
    return [...this.element.querySelectorAll<HTMLInputElement>("input[type=checkbox]")];
  }

  private find(text: string): void {
    const wanted = plain(text);
    for (const box of this.boxes()) {
      const label = box.closest("label");
      const row = label?.parentElement;
      if (row) row.hidden = !plain(label?.textContent ?? "").includes(wanted);
    }
  }

  private count(): void {
    const shown = this.part("count");
    const chosen = this.boxes().filter((box) => box.checked).length;
    if (shown === null) return;
    const words = (chosen === 1 ? shown.dataset.one : shown.dataset.many) ?? "#";
    shown.textContent = words.replace("#", String(chosen));
  }
}

/** Without case and accents: "cote" finds Côte d'Ivoire. */
function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
