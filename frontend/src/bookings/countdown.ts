/**
 * `<div data-controller="countdown" data-seconds="840" data-over="/booking/…/">` counts down in its
 * part `left`, and opens `data-over` when the time has passed. The server counts; this only shows it,
 * so a reload begins with what is really left.
 */
import { Controller } from "../../lib/registry";

const HOUR = 3600;

export function written(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return `${minutes}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
}

export class Countdown extends Controller {
  private timer = 0;

  connect(): void {
    const until = performance.now() + Number(this.element.dataset.seconds) * 1000;
    const show = (): void => {
      const left = Math.max(0, (until - performance.now()) / 1000);
      const part = this.part("left");
      // A day that is kept by an offer is no race.
      if (part && left < HOUR) part.textContent = written(left);
      this.element.classList.toggle("is-short", left < 120);
      if (left === 0) this.over();
    };
    show();
    this.timer = window.setInterval(show, 1000);
  }

  override disconnect(): void {
    window.clearInterval(this.timer);
    super.disconnect();
  }

  /** What is being typed is sent, so that it is kept; an empty page just shows what happened. */
  private over(): void {
    window.clearInterval(this.timer);
    const form = document.querySelector<HTMLFormElement>("form[data-kept]");
    if (form?.checkValidity()) form.requestSubmit();
    else window.location.assign(this.element.dataset.over ?? window.location.href);
  }
}
