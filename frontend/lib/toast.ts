/** Milliseconds somebody is given to read a letter: 12 letters a second. */
const A_LETTER = 80;

/** A sentence at the edge of the page that goes by itself, once there was time to read it. */
export function toast(text: string, action?: { label: string; run: () => void }): void {
  const place = document.getElementById("toasts");
  if (!place) return;
  const item = document.createElement("div");
  const words = document.createElement("span");
  words.textContent = text;
  item.append(words);
  const close = () => {
    item.remove();
    if (!place.childElementCount && place.matches(":popover-open")) place.hidePopover();
  };
  if (action) item.append(actionButton(action, close));
  place.append(item);
  // A popover opened anew lies above every dialog that is open now.
  if (place.matches(":popover-open")) place.hidePopover();
  place.showPopover();
  setTimeout(close, Math.max(action ? 9000 : 5000, A_LETTER * text.length));
}

function actionButton(action: { label: string; run: () => void }, close: () => void) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link-button";
  button.textContent = action.label;
  button.addEventListener("click", () => {
    action.run();
    close();
  });
  return button;
}

/** Says what went wrong in the server's words; without an answer, in the page's. */
export function complain(error: unknown): void {
  const offline =
    document.documentElement.dataset.offline ?? "No connection. Try again in a moment.";
  toast(
    error instanceof Error && error.name !== "TypeError" && error.message ? error.message : offline,
  );
}
