/**
 * `<form data-controller="offer" data-currency="EUR" data-places="2">`: puts what is chosen in the cart without a
 * new page, and says what it comes to (`data-offer="total"`). Rows and choices have `data-amount`.
 */
import { money } from "../../lib/format";
import { refusal } from "../../lib/http";
import { Controller } from "../../lib/registry";
import { complain, toast } from "../../lib/toast";

interface Added {
  message: string;
  count: number;
}

export class Offer extends Controller<HTMLFormElement> {
  private isBusy = false;

  connect(): void {
    this.on(this.element, "input change", () => this.total());
    this.on<SubmitEvent>(this.element, "submit", (event) => {
      event.preventDefault();
      void this.send();
    });
    this.total();
  }

  private total(): void {
    const place = this.part("total");
    const { currency, places } = this.element.dataset;
    if (!place || !currency) return;
    const row = this.element.querySelector<HTMLElement>('[name="row"]:checked');
    const chosen = this.element.querySelectorAll<HTMLElement>("option:checked");
    const each = [row, ...chosen].reduce((sum, one) => sum + Number(one?.dataset.amount ?? 0), 0);
    const copies = this.element.querySelector<HTMLInputElement>('[name="quantity"]');
    const count = copies ? Math.floor(Number(copies.value)) : 1;
    place.textContent = count > 0 ? money(each * count, currency, Number(places)) : "";
  }

  private async send(): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    try {
      const response = await fetch(this.element.action, {
        method: "POST",
        headers: { Accept: "application/json" },
        credentials: "same-origin",
        body: new FormData(this.element),
      });
      const text = await response.text();
      if (!response.ok) throw refusal(text, response.status);
      const added = JSON.parse(text) as Added;
      toast(added.message);
      document.dispatchEvent(new CustomEvent("cart:count", { detail: added.count }));
      document.dispatchEvent(new CustomEvent("cart:added"));
    } catch (error) {
      complain(error);
    } finally {
      this.isBusy = false;
    }
  }
}
