/** <tbody data-controller="lines">: there is always an empty line at the end to type into. */
import { Controller } from "../../lib/registry";

type Field = HTMLInputElement | HTMLSelectElement;

export class Lines extends Controller<HTMLTableSectionElement> {
  connect(): void {
    this.on(this.element, "input", () => this.grow());
  }

  private grow(): void {
    const last = this.element.rows[this.element.rows.length - 1];
    if (last === undefined || !fields(last).some(isFilled)) return;
    const next = last.cloneNode(true) as HTMLTableRowElement;
    for (const field of fields(next)) {
      if (field instanceof HTMLSelectElement) field.selectedIndex = 0;
      else field.value = "";
    }
    this.element.append(next);
  }
}

function fields(row: HTMLTableRowElement): Field[] {
  return [...row.querySelectorAll<Field>("input, select")];
}

function isFilled(field: Field): boolean {
  return field instanceof HTMLInputElement && field.value.trim() !== "";
}
