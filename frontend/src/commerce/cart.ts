/**
 * `data-controller="cart"` on the photos of a gallery where something can be ordered:
 * `[data-action="cart"]` puts a photo in the cart or takes it out, `[data-action="cart-picked"]`
 * puts in all picked ones. `data-added`, `data-removed`, `data-undo` are the words of the toast.
 */
import * as api from "../../lib/api";
import { Controller } from "../../lib/registry";
import { complain, toast } from "../../lib/toast";
import { fill } from "../../lib/format";
import { album, MAY_ORDER, type Photo } from "../gallery/album";
import { asked, photoOf } from "../gallery/which";

export class Cart extends Controller {
  private ids = new Set<string>();

  connect(): void {
    this.on(document, "click", (event) => {
      if (asked(event, "cart-picked")) {
        event.preventDefault();
        void this.addPicked();
      }
      const photo = asked(event, "cart") && photoOf(event);
      if (!photo) return;
      event.preventDefault();
      void this.toggle(photo);
    });
    api.cart().then((cart) => this.took(cart), complain);
  }

  private async toggle(photo: Photo): Promise<void> {
    const adding = !this.ids.has(photo.id);
    try {
      if (adding) this.took(await api.addToCart(album.gallery, [photo.id]));
      else await this.remove(photo.id);
      const { added = "", removed = "", undo } = this.element.dataset;
      const again = { label: undo ?? "", run: () => void this.toggle(photo) };
      toast(fill(adding ? added : removed, { name: photo.name }), undo ? again : undefined);
    } catch (error) {
      complain(error);
    }
  }

  private async addPicked(): Promise<void> {
    const wanted = album.photos.filter((photo) => photo.picked && photo.actions & MAY_ORDER);
    try {
      if (wanted.length)
        this.took(
          await api.addToCart(
            album.gallery,
            wanted.map(({ id }) => id),
          ),
        );
    } catch (error) {
      complain(error);
    }
  }

  private async remove(id: string): Promise<void> {
    await api.removeFromCart(id);
    this.ids.delete(id);
    this.say(this.ids.size);
  }

  private took(cart: api.Cart): void {
    // What is bought of a photo stands apart from what is to be retouched for nothing.
    const free = cart.items.filter((item) => item.row === null);
    this.ids = new Set(free.map((item) => item.photo));
    this.say(cart.count);
  }

  private say(count: number): void {
    album.setCart(this.ids);
    document.dispatchEvent(new CustomEvent("cart:count", { detail: count }));
  }
}
