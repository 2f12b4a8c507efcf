/**
 * Uploading on a gallery's page. `components/uploader.html` makes the markup: on
 * data-controller="uploader" data-gallery and the sentences; parts `data-uploader`: files, folder,
 * state, stem, unfinished, total, facts, bar, pause, resume, retry, show, list, row, veil, clash.
 */
import type { FileState } from "../../../lib/api";
import { bytes, duration, fill } from "../../../lib/format";
import { Controller } from "../../../lib/registry";
import { complain } from "../../../lib/toast";
import { Follower, missing, place } from "./batches";
import { chosen, dropped, type Found } from "./drop";
import { finish } from "./memory";
import { Rows } from "./rows";
import { Session, type Item } from "./session";
import { Speed } from "./speed";

export class Uploader extends Controller {
  private session = new Session();
  private follower = new Follower(this.session);
  private speed = new Speed();
  private rows!: Rows;
  private frame = 0;

  connect(): void {
    const list = this.part("list");
    const row = this.part<HTMLElement>("row") as unknown as HTMLTemplateElement | null;
    if (!list || !row) return;
    this.rows = new Rows(list, row);
    for (const name of ["files", "folder"]) {
      const field = this.part<HTMLInputElement>(name);
      if (field) this.on(field, "change", () => this.picked(field));
    }
    this.on<DragEvent>(document, "dragenter dragover dragleave drop", (event) => this.drag(event));
    this.on<CustomEvent<Item>>(this.session, "change", ({ detail }) => this.changed(detail));
    this.on(this.element, "click", (event) => this.pressed(event.target as Element));
    this.on(window, "online", () => this.session.retryAll());
    this.on(window, "beforeunload", (event) => this.isBusy() && event.preventDefault());
    void this.tellUnfinished();
  }

  private get gallery(): string {
    return this.element.dataset.gallery ?? "";
  }

  private picked(field: HTMLInputElement): void {
    void this.take(chosen(field.files));
    field.value = "";
  }

  private drag(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    const veil = this.part("veil");
    const isLeaving = event.type === "dragleave" && !event.relatedTarget;
    if (veil) veil.hidden = event.type === "drop" || isLeaving;
    if (event.type === "drop") dropped(event.dataTransfer).then((all) => this.take(all), complain);
  }

  private async take(found: Found[]): Promise<void> {
    if (!found.length) return;
    try {
      const state = (this.part<HTMLSelectElement>("state")?.value ?? "UNDEFINED") as FileState;
      const placed = await place(this.element, this.gallery, state, found);
      placed.forEach((files, batch) => this.session.add(batch, files));
      await this.tellUnfinished();
    } catch (error) {
      complain(error);
    }
  }

  private async tellUnfinished(): Promise<void> {
    const here = [...this.session.items.values()].filter((item) => item.sent < item.size).length;
    const count = (await missing(this.gallery)) - here;
    const place = this.part("unfinished");
    if (!place) return;
    place.hidden = count <= 0;
    place.textContent = fill(this.element.dataset.unfinished ?? "", { count });
  }

  private changed(item: Item): void {
    if (["processing", "refused"].includes(item.status)) finish(this.gallery, item.batch, item.key);
    if (item.status === "processing") this.follower.follow();
    this.rows.show(item, this.session.isPaused);
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.showTotal();
    });
  }

  private isBusy(): boolean {
    return [...this.session.items.values()].some(
      ({ status }) => status === "waiting" || status === "uploading",
    );
  }

  private showTotal(): void {
    const items = [...this.session.items.values()];
    const all = items.reduce((sum, item) => sum + item.size, 0);
    const sent = items.reduce((sum, item) => sum + item.sent, 0);
    const failed = items.some((item) => item.status === "failed");
    this.speed.note(sent, performance.now());
    for (const name of ["total", "list"]) this.hide(name, !items.length);
    const bar = this.part<HTMLProgressElement>("bar");
    if (bar) bar.value = all ? sent / all : 1;
    this.hide("pause", !this.isBusy() || this.session.isPaused);
    this.hide("resume", !this.isBusy() || !this.session.isPaused);
    this.hide("retry", !failed);
    this.hide("show", this.isBusy() || !items.some((item) => item.status === "ready"));
    const facts = this.part("facts");
    if (facts) facts.textContent = this.sentence(items, all - sent);
  }

  private sentence(items: Item[], left: number): string {
    const words = this.element.dataset;
    const done = items.filter((item) => item.sent >= item.size).length;
    const refused = items.filter((item) => item.status === "refused").length;
    const pattern = this.isBusy()
      ? this.session.isPaused
        ? words.paused
        : words.left
      : words.finished;
    const seconds = this.speed.secondsLeft(left);
    return fill(pattern ?? "", {
      done,
      refused,
      all: items.length,
      speed: bytes(this.speed.rate),
      left: Number.isFinite(seconds) ? duration(seconds) : "…",
    });
  }

  private hide(name: string, hidden: boolean): void {
    const place = this.part(name);
    if (place) place.hidden = hidden;
  }

  private pressed(target: Element): void {
    const retry = target.closest<HTMLElement>('[data-row="retry"]');
    if (retry) return this.session.retry(retry.dataset.id ?? "");
    const name = target.closest<HTMLElement>("button[data-uploader]")?.dataset.uploader;
    if (name === "pause") this.session.pause();
    else if (name === "resume") this.session.resume();
    else if (name === "retry") this.session.retryAll();
    else return;
    this.speed.clear();
    this.session.items.forEach((item) => this.rows.show(item, this.session.isPaused));
    this.showTotal();
  }
}
