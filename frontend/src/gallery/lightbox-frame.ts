/** How the lightbox looks, and what stands round the photo. */
import type PhotoSwipe from "photoswipe";

export function optionsFrom(words: DOMStringMap) {
  return {
    bgOpacity: 1,
    trapFocus: false,
    returnFocus: false,
    clickToCloseNonZoomable: false,
    wheelToZoom: true,
    showHideAnimationType: "fade" as const,
    paddingFn: (viewport: { x: number }) =>
      viewport.x < 700
        ? { top: 56, bottom: 84, left: 0, right: 0 }
        : { top: 60, bottom: 60, left: 64, right: 64 },
    closeTitle: words.close,
    zoomTitle: words.zoom,
    arrowPrevTitle: words.previous,
    arrowNextTitle: words.next,
    errorMsg: words.failed,
  };
}

export function addTools(swipe: PhotoSwipe): void {
  for (const [id, name, appendTo] of [
    ["lightbox-tools", "tools", "bar"],
    ["lightbox-foot", "foot", "root"],
  ] as const) {
    const template = document.getElementById(id) as HTMLTemplateElement | null;
    swipe.ui?.registerElement({
      name,
      appendTo,
      order: 8,
      className: id,
      onInit: (place) => template && place.append(template.content.cloneNode(true)),
    });
  }
}

/** What lies beneath can neither be reached by Tab nor read out while a photo is open. */
export function still(on: boolean): void {
  for (const part of document.body.children) {
    if (part.matches("header, main, footer")) part.toggleAttribute("inert", on);
  }
}
