/** `data-controller="rating"` on the photos: `[data-stars="3"]` rates, the same star again clears. */
import * as api from "../../lib/api";
import { Controller } from "../../lib/registry";
import { complain } from "../../lib/toast";
import { album, type Photo } from "./album";
import { photoOf } from "./which";

export class Rating extends Controller {
  connect(): void {
    this.on(document, "click", (event) => {
      const star = (event.target as Element).closest<HTMLElement>("button[data-stars]");
      const photo = star && photoOf(event);
      if (!photo) return;
      event.preventDefault();
      const stars = Number(star.dataset.stars);
      void rate(photo, stars === photo.stars ? 0 : stars);
    });
  }
}

export async function rate(photo: Photo, stars: number): Promise<void> {
  const before = photo.stars;
  album.change(photo.id, { stars });
  try {
    await api.rate(album.gallery, photo.id, stars);
  } catch (error) {
    album.change(photo.id, { stars: before });
    complain(error);
  }
}
