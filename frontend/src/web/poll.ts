/**
 * Follows a long job: data-controller="poll" data-poll-url="…", parts `data-poll`: message, facts,
 * bar (a <progress>), current. When done it goes to the answer's `url`, or loads the page again with
 * `data-poll-reload`. `components/progress.html` makes it, so a reload simply goes on.
 */
import * as api from "../../lib/api";
import { duration } from "../../lib/format";
import { Controller } from "../../lib/registry";

export class Poll extends Controller {
  private wait = 1000;

  connect(): void {
    void this.ask();
  }

  private async ask(): Promise<void> {
    if (this.isGone) return;
    try {
      const progress = await api.progress(this.element.dataset.pollUrl ?? "");
      this.show(progress);
      if (progress.state === "failed") return;
      if (progress.state === "done") return this.done(progress);
      this.wait = 1000;
    } catch {
      // Away for a moment, or the server starts anew: ask less often, never give up.
      this.wait = Math.min(this.wait * 2, 30_000);
    }
    setTimeout(() => void this.ask(), this.wait);
  }

  private show({ done, total, current, seconds_left: left, message, state }: api.Progress): void {
    const put = (name: string, text: string) => {
      const place = this.part(name);
      if (place) place.textContent = text;
    };
    put("message", message);
    put("current", state === "running" ? (current ?? "") : "");
    put("facts", `${done} / ${total}${left === null ? "" : ` · ${duration(left)}`}`);
    const bar = this.part<HTMLProgressElement>("bar");
    if (!bar) return;
    bar.max = Math.max(total, 1);
    bar.value = state === "done" ? bar.max : done;
  }

  private done({ url }: api.Progress): void {
    if (url) location.assign(url);
    else if (this.element.dataset.pollReload !== undefined) location.reload();
    this.element.dispatchEvent(new CustomEvent("poll:done", { bubbles: true }));
  }
}
