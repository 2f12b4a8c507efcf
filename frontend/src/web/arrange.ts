/**
 * Puts things of a list in another order: data-controller="arrange" with `data-arrange-url` and
 * `data-arrange-what` (how the API calls them). Items are `data-arrange="item"` with
 * `data-arrange-id`; they are dragged by a part "grip" with any pointer, by "hold" with all but a
 * finger, which scrolls there. A button "step" with the value earlier or later moves its own item,
 * or what is selected; at the page's end its form is sent as it would be without this. The part
 * "said" is told where things are now (`data-text` "{place} of {count}").
 */
import { place, type Spot } from "../../lib/api";
import { fill } from "../../lib/format";
import { Controller } from "../../lib/registry";
import { complain } from "../../lib/toast";
import { drag } from "./drag";

export class Arrange extends Controller {
  private saved: HTMLElement[] = [];
  private saving: Promise<void> = Promise.resolve();
  private refusals = 0;

  connect(): void {
    this.saved = this.items();
    this.on<PointerEvent>(this.element, "pointerdown", (event) => this.taken(event));
    // The browser's own dragging of links and pictures would end ours.
    this.on<DragEvent>(this.element, "dragstart", (event) => event.preventDefault());
    this.on<MouseEvent>(this.element, "click", (event) => this.stepped(event));
  }

  private items(): HTMLElement[] {
    return [...this.element.querySelectorAll<HTMLElement>('[data-arrange="item"]')];
  }

  private async taken(event: PointerEvent): Promise<void> {
    const target = event.target as Element;
    const isGrip = target.closest('[data-arrange="grip"]');
    const isHeld = event.pointerType !== "touch" && target.closest('[data-arrange="hold"]');
    const item = target.closest<HTMLElement>('[data-arrange="item"]');
    if (event.button || !item || !(isGrip || isHeld)) return;
    const moving = item.classList.contains("is-selected") ? this.selected() : [item];
    const drop = await drag(event, this.items(), new Set(moving));
    if (drop) this.put(moving, drop.neighbour, drop.side);
  }

  private selected(): HTMLElement[] {
    return this.items().filter((item) => item.classList.contains("is-selected"));
  }

  private stepped(event: MouseEvent): void {
    const button = (event.target as Element).closest<HTMLButtonElement>('[data-arrange="step"]');
    if (!button) return;
    const own = button.closest<HTMLElement>('[data-arrange="item"]');
    const moving = own ? [own] : this.selected();
    const items = this.items();
    const isLater = button.value === "later";
    const end = moving.at(isLater ? -1 : 0);
    if (!end) return event.preventDefault();
    const neighbour = items[items.indexOf(end) + (isLater ? 1 : -1)];
    // The neighbour is on another page: the server knows it.
    if (!neighbour) return;
    event.preventDefault();
    const focused = document.activeElement as HTMLElement | null;
    this.put(moving, neighbour, isLater ? "after" : "before");
    // What moves in the page loses the focus, which somebody with a keyboard needs there.
    focused?.focus({ preventScroll: true });
  }

  private put(moving: HTMLElement[], neighbour: HTMLElement, side: "before" | "after"): void {
    neighbour[side](...moving);
    this.say(moving);
    const ids = moving.map((item) => item.dataset.arrangeId ?? "");
    const beside = neighbour.dataset.arrangeId ?? "";
    this.save(ids, side === "before" ? { before: beside } : { after: beside });
  }

  private say(moving: HTMLElement[]): void {
    const said = this.part("said");
    const items = this.items();
    const first = moving[0];
    if (!said || !first) return;
    const facts = { place: items.indexOf(first) + 1, count: items.length };
    said.textContent = fill(said.dataset.text ?? "{place} / {count}", facts);
  }

  /** One after the other, because each place is told by what is beside it. */
  private save(ids: string[], spot: Spot): void {
    const { arrangeUrl: url = "", arrangeWhat: what = "" } = this.element.dataset;
    const shown = this.items();
    const before = this.refusals;
    this.saving = this.saving.then(async () => {
      if (before !== this.refusals) return;
      try {
        await place(url, what, ids, spot);
        this.saved = shown;
      } catch (error) {
        this.refusals += 1;
        this.saved[0]?.parentElement?.append(...this.saved);
        complain(error);
      }
    });
  }
}
