/**
 * Shows while typing what file name a template gives. On a box around the input and a line:
 * data-controller="name-example" data-name-example-url="…" data-name-example-from="<id of input>";
 * the line is `data-name-example="shown"`.
 */
import { request } from "../../lib/http";
import { Controller } from "../../lib/registry";

type Answer = { name?: string; problem?: string };

export class NameExample extends Controller {
  private timer = 0;
  private latest = "";

  connect(): void {
    const input = document.getElementById(this.element.dataset.nameExampleFrom ?? "");
    if (!(input instanceof HTMLInputElement)) return;
    this.on(input, "input", () => {
      this.latest = input.value;
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => void this.show(input.value), 250);
    });
  }

  private async show(template: string): Promise<void> {
    const shown = this.element.querySelector<HTMLElement>('[data-name-example="shown"]');
    const query = new URLSearchParams({ name_template: template });
    try {
      const url = `${this.element.dataset.nameExampleUrl ?? ""}?${query}`;
      const answer = await request<Answer>("GET", url);
      if (!shown || template !== this.latest) return;
      shown.textContent = answer.name ?? answer.problem ?? "";
      shown.className = answer.name ? "field-help" : "field-error";
    } catch {
      // The form says it again when it is sent.
    }
  }
}
