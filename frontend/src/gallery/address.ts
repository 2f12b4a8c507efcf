/** The open photo in the address: `#photo=<id>`. Back closes what a click opened. */
export function wantedPhoto(): string | null {
  return /^#photo=([\w-]+)$/.exec(location.hash)?.[1] ?? null;
}

export function remember(id: string, isNew: boolean): void {
  const address = `${location.pathname}${location.search}#photo=${id}`;
  if (isNew) history.pushState({ opened: true }, "", address);
  else history.replaceState(history.state, "", address);
}

export function forget(): void {
  if (!wantedPhoto()) return;
  const isOurs = (history.state as { opened?: boolean } | null)?.opened;
  if (isOurs) history.back();
  else history.replaceState(null, "", location.pathname + location.search);
}
