/**
 * Asks before something that others will notice. On a button of a form, or a form:
 * data-controller="confirm" data-confirm="This sends 14 mails." data-confirm-title="Send now?"
 * data-confirm-action="Send 14 mails" data-confirm-cancel="Not yet" (add data-confirm-danger).
 */
import { Controller } from "../../lib/registry";

export class Confirm extends Controller {
  private isSure = false;

  connect(): void {
    const type = this.element instanceof HTMLFormElement ? "submit" : "click";
    this.on(this.element, type, (event) => {
      if (this.isSure) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      this.ask();
    });
  }

  private ask(): void {
    const words = this.element.dataset;
    const dialog = document.createElement("dialog");
    dialog.className = "dialog";
    const form = document.createElement("form");
    form.method = "dialog";
    const title = document.createElement("h2");
    title.textContent = words.confirmTitle ?? words.confirmAction ?? this.element.textContent ?? "";
    title.id = "confirm-title";
    const text = document.createElement("p");
    text.textContent = words.confirm ?? "";
    const foot = document.createElement("footer");
    const style = words.confirmDanger === undefined ? "primary" : "danger";
    foot.append(
      button(words.confirmCancel ?? "Cancel", "no", ""),
      button(words.confirmAction ?? this.element.textContent?.trim() ?? "OK", "yes", style),
    );
    form.append(title, text, foot);
    dialog.append(form);
    dialog.setAttribute("aria-labelledby", title.id);
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (dialog.returnValue === "yes") this.go();
      else this.element.focus();
    });
    document.body.append(dialog);
    dialog.showModal();
  }

  private go(): void {
    this.isSure = true;
    if (this.element instanceof HTMLFormElement) this.element.requestSubmit();
    else this.element.click();
    this.isSure = false;
  }
}

function button(text: string, value: string, style: string): HTMLButtonElement {
  const made = document.createElement("button");
  made.className = `button ${style}`;
  made.value = value;
  made.textContent = text;
  return made;
}
