/** <tbody data-controller="lines">: there is always an empty line at the end to type into. */
import { Controller } from "../../lib/registry";

type Field = HTMLInputElement | HTMLSelectElement;

export class Lines extends Controller {
  connect(): void {
    this.on(this.element, "input", () => this.grow());
  }

  private grow(): void {
    const last = this.element.lastElementChild;
    if (last === null || !fields(last).some(isFilled)) return;
    const next = last.cloneNode(true) as Element;
    for (const field of fields(next)) {
      if (field instanceof HTMLSelectElement) field.selectedIndex = 0;
      else field.value = "";
    }
    this.element.append(next);
  }
}

function fields(row: Element): Field[] {
  return [...row.querySelectorAll<Field>("input, select")];
}

function isFilled(field: Field): boolean {
  return field instanceof HTMLInputElement && field.value.trim() !== "";
}
