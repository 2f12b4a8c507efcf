/**
 * The thread of one photo, in a panel at the side.
 *
 * <dialog class="side-panel" data-controller="comments">: parts `data-comments`: title, thread,
 * empty, form (with a textarea), and <template data-comments="item"> with `data-comment`: author,
 * time, text, studio. `[data-action="comments"]` opens it; so does openComments(photo).
 */
import * as api from "../../lib/api";
import { Controller } from "../../lib/registry";
import { complain } from "../../lib/toast";
import { album, type Photo } from "./album";
import { asked, photoOf } from "./which";

export function openComments(photo: Photo): void {
  document.dispatchEvent(new CustomEvent("comments:open", { detail: photo }));
}

export class Comments extends Controller<HTMLDialogElement> {
  private photo: Photo | null = null;

  connect(): void {
    this.on<CustomEvent<Photo>>(document, "comments:open", ({ detail }) => void this.open(detail));
    this.on(document, "click", (event) => {
      const photo = asked(event, "comments") && photoOf(event);
      if (!photo) return;
      event.preventDefault();
      void this.open(photo);
    });
    this.on(this.element, "click", (event) => {
      if (event.target === this.element || asked(event, "close")) this.element.close();
    });
    this.on<KeyboardEvent>(this.element, "keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        this.part<HTMLFormElement>("form")?.requestSubmit();
      }
    });
    const form = this.part<HTMLFormElement>("form");
    if (form) this.on(form, "submit", (event) => void this.send(event));
  }

  private async open(photo: Photo): Promise<void> {
    this.photo = photo;
    const title = this.part("title");
    if (title) title.textContent = photo.name;
    this.show([]);
    // In the body, so that nothing that is switched off beneath the lightbox takes it along.
    if (this.element.parentElement !== document.body) document.body.append(this.element);
    if (!this.element.open) this.element.showModal();
    this.element.querySelector("textarea")?.focus();
    try {
      const { comments } = await api.comments(album.gallery, photo.id);
      if (this.photo === photo) this.show(comments);
    } catch (error) {
      complain(error);
    }
  }

  private show(comments: api.Comment[]): void {
    const thread = this.part("thread");
    thread?.querySelectorAll("li").forEach((item) => item.remove());
    comments.forEach((comment) => this.append(comment));
    const empty = this.part("empty");
    if (empty) empty.hidden = comments.length > 0;
  }

  private append(comment: api.Comment): void {
    const template = this.part("item") as unknown as HTMLTemplateElement | null;
    const item = template?.content.firstElementChild?.cloneNode(true) as HTMLElement | undefined;
    if (!item) return;
    const put = (name: string, text: string) => {
      const place = item.querySelector(`[data-comment="${name}"]`);
      if (place) place.textContent = text;
    };
    const at = new Date(comment.created_at);
    const options = { dateStyle: "medium", timeStyle: "short" } as const;
    put("author", comment.author);
    put("text", comment.text);
    put("time", new Intl.DateTimeFormat(document.documentElement.lang, options).format(at));
    this.part("thread")?.append(item);
    item.scrollIntoView({ block: "nearest" });
  }

  private async send(event: Event): Promise<void> {
    event.preventDefault();
    const field = this.element.querySelector("textarea");
    const text = field?.value.trim();
    if (!field || !text || !this.photo) return;
    const photo = this.photo;
    try {
      const comment = await api.comment(album.gallery, photo.id, text);
      field.value = "";
      album.change(photo.id, { comments: photo.comments + 1 });
      if (this.photo !== photo) return;
      this.append(comment);
      const empty = this.part("empty");
      if (empty) empty.hidden = true;
    } catch (error) {
      complain(error);
    }
  }
}
