/** `data-controller="picks"` on the photos: `[data-action="pick"]` marks and unmarks, at once. */
import * as api from "../../lib/api";
import { Controller } from "../../lib/registry";
import { complain } from "../../lib/toast";
import { album, type Photo } from "./album";
import { asked, photoOf } from "./which";

export class Picks extends Controller {
  connect(): void {
    this.on(document, "click", (event) => {
      const photo = asked(event, "pick") && photoOf(event);
      if (!photo) return;
      event.preventDefault();
      void toggle(photo);
    });
  }
}

/** The mark shows before the server has answered and goes again when it refuses. */
export async function toggle(photo: Photo): Promise<void> {
  const picked = !photo.picked;
  album.change(photo.id, { picked });
  try {
    if (picked) await api.pick(album.gallery, photo.id);
    else await api.unpick(album.gallery, photo.id);
  } catch (error) {
    album.change(photo.id, { picked: !picked });
    complain(error);
  }
}
