/**
 * `<form data-controller="tally" data-most="3">`: counts what is ticked. `data-tally="said"` says it
 * (`{count}`, `{most}`, `{cost}` at `data-price` each in `data-currency`), and `data-tally="go"` can be
 * pressed while something is ticked, and no more than `data-most`.
 */
import { fill, money } from "../../lib/format";
import { Controller } from "../../lib/registry";

export class Tally extends Controller<HTMLFormElement> {
  connect(): void {
    this.on(this.element, "change", () => this.show());
    // What the browser ticked again after going back.
    this.on(window, "pageshow", () => this.show());
    this.show();
  }

  private show(): void {
    const { most = "", price = "0", currency = "EUR" } = this.element.dataset;
    const count = this.element.querySelectorAll('input[type="checkbox"]:checked').length;
    const isTooMany = most !== "" && count > Number(most);
    const said = this.part("said");
    if (said) {
      const cost = money(count * Number(price), currency);
      said.textContent = fill(said.dataset.text ?? "", { count, most, cost });
      said.classList.toggle("is-over", isTooMany);
    }
    for (const go of this.element.querySelectorAll<HTMLButtonElement>('[data-tally="go"]')) {
      go.disabled = !count || isTooMany;
    }
  }
}
