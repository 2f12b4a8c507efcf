/**
 * One photo by itself: its forms for pick, stars and comment are sent without a new page.
 *
 * data-controller="photo-page" with `data-gallery` and `data-photo`; parts: forms pick, stars and
 * comment, word (of the pick's button, `data-on`, `data-off`), thread, empty, <template> item.
 */
import * as api from "../../lib/api";
import { Controller } from "../../lib/registry";
import { complain } from "../../lib/toast";

export class PhotoPage extends Controller {
  private isBusy = false;

  connect(): void {
    this.on<SubmitEvent>(this.element, "submit", (event) => {
      const form = event.target as HTMLFormElement;
      const send = this.sender(form, event.submitter as HTMLButtonElement | null);
      if (!send) return;
      event.preventDefault();
      void this.once(send);
    });
  }

  private sender(form: HTMLFormElement, button: HTMLButtonElement | null) {
    if (form.dataset.photoPage === "comment") return () => this.comment(form);
    if (form.dataset.photoPage === "pick" && button) return () => this.pick(button);
    if (form.dataset.photoPage === "stars" && button) return () => this.rate(form, button);
    return null;
  }

  /** A second click while the first is under way says nothing new. */
  private async once(send: () => Promise<void>): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    try {
      await send();
    } catch (error) {
      complain(error);
    } finally {
      this.isBusy = false;
    }
  }

  private ids(): [string, string] {
    return [this.element.dataset.gallery ?? "", this.element.dataset.photo ?? ""];
  }

  private async pick(button: HTMLButtonElement): Promise<void> {
    const isOn = button.value === "1";
    await (isOn ? api.pick(...this.ids()) : api.unpick(...this.ids()));
    button.value = isOn ? "0" : "1";
    button.classList.toggle("primary", isOn);
    button.setAttribute("aria-pressed", String(isOn));
    const word = this.part("word");
    if (word) word.textContent = (isOn ? word.dataset.on : word.dataset.off) ?? "";
  }

  private async rate(form: HTMLFormElement, button: HTMLButtonElement): Promise<void> {
    const { stars } = await api.rate(...this.ids(), Number(button.value));
    for (const each of form.querySelectorAll<HTMLButtonElement>("[data-star]")) {
      const star = Number(each.dataset.star);
      each.value = String(star === stars ? 0 : star);
      each.classList.toggle("is-on", star <= stars);
      each.setAttribute("aria-pressed", String(star === stars));
    }
  }

  private async comment(form: HTMLFormElement): Promise<void> {
    const field = form.querySelector("textarea");
    const text = field?.value.trim();
    if (!field || !text) return;
    const said = await api.comment(...this.ids(), text);
    field.value = "";
    this.part("empty")?.remove();
    this.append(said);
  }

  private append(said: api.Comment): void {
    const template = this.part<HTMLTemplateElement>("item");
    const item = template?.content.firstElementChild?.cloneNode(true) as HTMLElement | undefined;
    if (!item) return;
    const options = { dateStyle: "medium", timeStyle: "short" } as const;
    const format = new Intl.DateTimeFormat(document.documentElement.lang, options);
    const words = { ...said, time: format.format(new Date(said.created_at)) };
    for (const name of ["author", "time", "text"] as const) {
      const place = item.querySelector(`[data-comment="${name}"]`);
      if (place) place.textContent = words[name];
    }
    this.part("thread")?.append(item);
  }
}
