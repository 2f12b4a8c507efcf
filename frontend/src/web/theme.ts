/** `data-controller="theme"` round `[data-scheme-choice="auto|light|dark"]`: kept in a cookie. */
import { Controller } from "../../lib/registry";

const YEAR = 365 * 24 * 3600;

export class Theme extends Controller {
  connect(): void {
    this.show();
    this.on(this.element, "click", (event) => {
      const choice = (event.target as Element).closest<HTMLElement>("[data-scheme-choice]");
      const scheme = choice?.dataset.schemeChoice;
      if (!scheme) return;
      document.documentElement.dataset.scheme = scheme;
      document.cookie = `scheme=${scheme}; path=/; max-age=${YEAR}; samesite=lax`;
      this.show();
    });
  }

  private show(): void {
    const now = document.documentElement.dataset.scheme;
    for (const choice of this.element.querySelectorAll<HTMLElement>("[data-scheme-choice]")) {
      choice.setAttribute("aria-current", String(choice.dataset.schemeChoice === now));
    }
  }
}
