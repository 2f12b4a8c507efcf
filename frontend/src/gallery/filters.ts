/**
 * Which photos are shown, kept in the address.
 *
 * <form method="get" data-controller="filters"> with fields picked (yes|no), stars (1…5), state,
 * commented, ordered; `data-filters="count"` with `data-text="{shown} of {all} photos"`;
 * `data-filters="none"` is shown when nothing is left; a reset button clears.
 */
import { fill } from "../../lib/format";
import { Controller } from "../../lib/registry";
import { album, type Photo } from "./album";

const names = ["picked", "stars", "state", "commented", "ordered"] as const;
type Wanted = Partial<Record<(typeof names)[number], string>>;

export function keeps(wanted: Wanted): (photo: Photo) => boolean {
  const tests: ((photo: Photo) => boolean)[] = [];
  if (wanted.picked) tests.push((photo) => photo.picked === (wanted.picked === "yes"));
  if (wanted.stars) tests.push((photo) => photo.stars >= Number(wanted.stars));
  if (wanted.state) tests.push((photo) => photo.state === wanted.state);
  if (wanted.commented) tests.push((photo) => photo.comments > 0);
  if (wanted.ordered) tests.push((photo) => photo.ordered);
  return (photo) => tests.every((test) => test(photo));
}

export class Filters extends Controller<HTMLFormElement> {
  connect(): void {
    this.on(this.element, "change", () => this.apply());
    this.on(this.element, "reset", () => queueMicrotask(() => this.apply()));
    this.on(this.element, "submit", (event) => {
      event.preventDefault();
      this.apply();
    });
    this.on(album, "shown", () => this.count());
    this.fillFromAddress();
    if (Object.keys(this.wanted()).length) album.filter(keeps(this.wanted()));
  }

  private wanted(): Wanted {
    const data = new FormData(this.element);
    return Object.fromEntries(
      names.map((name) => [name, String(data.get(name) ?? "")]).filter(([, value]) => value),
    ) as Wanted;
  }

  private fillFromAddress(): void {
    const address = new URLSearchParams(location.search);
    for (const field of this.element.elements) {
      const wanted = address.get((field as HTMLInputElement).name);
      if (wanted === null) continue;
      if (field instanceof HTMLSelectElement) field.value = wanted;
      if (field instanceof HTMLInputElement) field.checked = field.value === wanted;
    }
  }

  private apply(): void {
    const wanted = this.wanted();
    const address = new URL(location.href);
    for (const name of names) {
      if (wanted[name]) address.searchParams.set(name, wanted[name]);
      else address.searchParams.delete(name);
    }
    history.replaceState(history.state, "", address);
    album.filter(keeps(wanted));
  }

  private count(): void {
    const active = Object.keys(this.wanted()).length > 0;
    this.element.classList.toggle("is-active", active);
    for (const place of document.querySelectorAll<HTMLElement>('[data-filters="count"]')) {
      const sentence = (active && place.dataset.textFiltered) || place.dataset.text;
      if (!sentence || !album.isWhole) continue;
      place.textContent = fill(sentence, { shown: album.shown.length, all: album.photos.length });
    }
    for (const none of document.querySelectorAll<HTMLElement>('[data-filters="none"]')) {
      none.hidden = !active || album.shown.length > 0;
    }
  }
}
