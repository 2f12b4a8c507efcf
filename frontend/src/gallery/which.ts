/** Which photo an event is about: the tile or lightbox around what was touched. */
import { album, type Photo } from "./album";

export function photoOf(event: Event): Photo | undefined {
  const holder = (event.target as Element | null)?.closest?.<HTMLElement>("[data-id]");
  return holder?.dataset.id ? album.find(holder.dataset.id) : undefined;
}

/** The element that asks for `action`, when the event happened in one. */
export function asked(event: Event, action: string): HTMLElement | null {
  return (
    (event.target as Element | null)?.closest?.<HTMLElement>(`[data-action="${action}"]`) ?? null
  );
}

export function isTyping(event: Event): boolean {
  const target = event.target as Element | null;
  return Boolean(target?.closest?.("input, textarea, select, [contenteditable], dialog[open]"));
}
