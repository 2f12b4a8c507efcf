/**
 * The blocks of a page's draft: data-controller="blocks" with `data-blocks-frame`, the id of the
 * frame that shows the draft. A part "form" is stored when it is changed, without leaving the page;
 * a part "row" is dragged by its "grip", and its form "move" tells the server where it went. What is
 * not done here is done by the same forms as without scripts.
 */
import { csrfToken } from "../../lib/http";
import { Controller } from "../../lib/registry";
import { complain } from "../../lib/toast";
import { drag } from "./drag";

const PAUSE = 600;

export class Blocks extends Controller {
  private readonly timers = new Map<HTMLFormElement, number>();

  connect(): void {
    this.openNamed();
    this.on(this.element, "input change", (event) => this.changed(event));
    this.on<PointerEvent>(this.element, "pointerdown", (event) => void this.taken(event));
    // A grip lies in what opens a block: letting go of it must not open it.
    this.on<MouseEvent>(this.element, "click", (event) => {
      if ((event.target as Element).closest('[data-blocks="grip"]')) event.preventDefault();
    });
  }

  /** Whoever comes back from saving sees the block that was saved. */
  private openNamed(): void {
    const named = location.hash ? document.getElementById(location.hash.slice(1)) : null;
    const details = named?.querySelector("details");
    if (details) details.open = true;
  }

  private changed(event: Event): void {
    const form = (event.target as Element).closest<HTMLFormElement>('[data-blocks="form"]');
    if (!form) return;
    window.clearTimeout(this.timers.get(form));
    // A picture is shown in the form itself afterwards, which only a new page can do.
    if ((event.target as HTMLInputElement).type === "file") return form.requestSubmit();
    this.timers.set(
      form,
      window.setTimeout(() => void this.store(form), PAUSE),
    );
  }

  private async store(form: HTMLFormElement): Promise<void> {
    try {
      await this.post(form.action, new FormData(form));
    } catch (error) {
      complain(error);
    }
  }

  private async taken(event: PointerEvent): Promise<void> {
    const row = (event.target as Element).closest('[data-blocks="grip"]')?.closest("li");
    if (event.button || !row) return;
    event.preventDefault();
    const drop = await drag(event, this.rows(), new Set([row]));
    if (!drop) return;
    drop.neighbour[drop.side](row);
    const next = this.rows()[this.rows().indexOf(row) + 1];
    const form = row.querySelector<HTMLFormElement>('[data-blocks="move"]');
    if (!form) return;
    const told = new FormData(form);
    told.set("to", next?.dataset.blockId ?? "end");
    await this.post(form.action, told).catch(complain);
  }

  private rows(): HTMLElement[] {
    return [...this.element.querySelectorAll<HTMLElement>('[data-blocks="row"]')];
  }

  private async post(url: string, body: FormData): Promise<void> {
    const headers = { "X-CSRFToken": csrfToken() };
    const answer = await fetch(url, { method: "POST", body, headers, redirect: "manual" });
    // What is wrong in a block is said when its own button is pressed: it may be half typed.
    if (!answer.ok && answer.type !== "opaqueredirect") return;
    const frame = document.getElementById(this.element.dataset.blocksFrame ?? "");
    if (frame instanceof HTMLIFrameElement) frame.contentWindow?.location.reload();
  }
}
