/**
 * How many are picked and in the cart, how many are included, what extra ones cost.
 *
 * <div class="bottom-bar" data-controller="bottom-bar" data-picked="3" data-cart="0" data-included="20"
 *      data-extra-price="1500" data-currency="EUR">: parts `data-bottom-bar`: picked, included, extra,
 * cart, each with `data-text` ("{count} picked", "{included} included", "{count} extra: {cost}",
 * "{count} in the cart"); steps `data-step="cart|picked|none"`: the first that fits is shown.
 */
import { fill, money } from "../../lib/format";
import { Controller } from "../../lib/registry";
import { album } from "./album";

export class BottomBar extends Controller {
  private cart = 0;

  connect(): void {
    this.cart = Number(this.element.dataset.cart ?? 0);
    this.on(album, "photo shown", () => this.show());
    this.on<CustomEvent<number>>(document, "cart:count", ({ detail }) => {
      this.cart = detail;
      this.show();
    });
    this.show();
  }

  private get picked(): number {
    if (!album.isWhole) return Number(this.element.dataset.picked ?? 0);
    return album.photos.filter((photo) => photo.picked).length;
  }

  private show(): void {
    const { included, extraPrice, currency = "EUR" } = this.element.dataset;
    const picked = this.picked;
    const extra = included ? Math.max(0, picked - Number(included)) : 0;
    this.say("picked", true, { count: picked });
    this.say("included", Boolean(included), { included: included ?? 0 });
    const cost = money(extra * Number(extraPrice ?? 0), currency);
    this.say("extra", extra > 0 && Boolean(extraPrice), { count: extra, cost });
    this.say("cart", this.cart > 0, { count: this.cart });
    this.step(picked);
  }

  private say(name: string, shown: boolean, values: Record<string, string | number>): void {
    const place = this.part(name);
    if (!place) return;
    place.hidden = !shown;
    place.textContent = fill(place.dataset.text ?? "", values);
  }

  private step(picked: number): void {
    const fits = { cart: this.cart > 0, picked: picked > 0, none: true } as Record<string, boolean>;
    let found = false;
    for (const step of this.element.querySelectorAll<HTMLElement>("[data-step]")) {
      step.hidden = found || !fits[step.dataset.step ?? "none"];
      found ||= !step.hidden;
    }
  }
}
