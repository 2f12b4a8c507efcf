/**
 * Gives one photo another file: <div data-controller="replace" data-gallery="…" data-photo="…">;
 * parts: file (input), state (select), said (status). Words: data-sending "{percent}", data-preparing.
 */
import * as api from "../../../lib/api";
import { fill } from "../../../lib/format";
import { Controller } from "../../../lib/registry";
import { complain } from "../../../lib/toast";
import { Follower } from "./batches";
import { Session, type Item } from "./session";

export class Replace extends Controller {
  private session = new Session();
  private follower = new Follower(this.session);

  connect(): void {
    const field = this.part<HTMLInputElement>("file");
    if (field) this.on(field, "change", () => void this.take(field));
    this.on<CustomEvent<Item>>(this.session, "change", ({ detail }) => this.changed(detail));
  }

  private async take(field: HTMLInputElement): Promise<void> {
    const file = field.files?.[0];
    const { gallery, photo } = this.element.dataset;
    if (!file || !gallery || !photo) return;
    const state = (this.part<HTMLSelectElement>("state")?.value ?? "UNDEFINED") as api.FileState;
    try {
      const { name, size } = file;
      const { id } = await api.createBatch(gallery, state, [{ name, size }]);
      this.session.add(id, [{ file, folder: "" }], photo);
    } catch (error) {
      complain(error);
    }
    field.value = "";
  }

  private changed(item: Item): void {
    const words = this.element.dataset;
    if (item.status === "processing") this.follower.follow();
    if (item.status === "ready") return location.reload();
    const percent = Math.floor((100 * item.sent) / item.size);
    const said = this.part("said");
    if (!said) return;
    said.textContent =
      item.sentence ||
      fill((item.status === "processing" ? words.preparing : words.sending) ?? "", { percent });
  }
}
