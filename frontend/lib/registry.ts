/**
 * Ties classes to elements: `<div data-controller="grid picks">` makes one of each, now or when the
 * element is added later, and lets go when it is taken away. Inside, parts are found by
 * `data-<controller>="name"`.
 */
export abstract class Controller<E extends HTMLElement = HTMLElement> {
  private readonly gone = new AbortController();

  constructor(
    readonly element: E,
    readonly name: string,
  ) {}

  abstract connect(): void;

  disconnect(): void {
    this.gone.abort();
  }

  protected part<T extends HTMLElement = HTMLElement>(part: string): T | null {
    return this.element.querySelector<T>(`[data-${this.name}="${part}"]`);
  }

  protected on<D = Event>(target: EventTarget, types: string, handle: (event: D) => void): void {
    for (const type of types.split(" ")) {
      target.addEventListener(type, handle as EventListener, { signal: this.gone.signal });
    }
  }

  protected get isGone(): boolean {
    return this.gone.signal.aborted;
  }
}

export type Maker = new (element: never, name: string) => Controller;

const makers = new Map<string, Maker>();
const living = new Map<Element, Controller[]>();

export function register(controllers: Record<string, Maker>): void {
  for (const [name, maker] of Object.entries(controllers)) makers.set(name, maker);
}

export function start(root: HTMLElement = document.documentElement): void {
  adopt(root);
  new MutationObserver((changes) => {
    for (const { addedNodes, removedNodes } of changes) {
      removedNodes.forEach(
        (node) => node instanceof HTMLElement && !node.isConnected && leave(node),
      );
      addedNodes.forEach((node) => node instanceof HTMLElement && node.isConnected && adopt(node));
    }
  }).observe(root, { childList: true, subtree: true });
}

function within(root: HTMLElement): HTMLElement[] {
  return [root, ...root.querySelectorAll<HTMLElement>("[data-controller]")];
}

function adopt(root: HTMLElement): void {
  for (const element of within(root)) {
    if (living.has(element) || !element.dataset.controller) continue;
    const made = element.dataset.controller.split(/\s+/).flatMap((name) => {
      const maker = makers.get(name);
      return maker ? [new maker(element as never, name)] : [];
    });
    living.set(element, made);
    for (const controller of made) controller.connect();
  }
}

function leave(root: HTMLElement): void {
  for (const element of within(root)) {
    living.get(element)?.forEach((controller) => controller.disconnect());
    living.delete(element);
  }
}
