import { beforeAll, expect, it } from "vitest";
import { Controller, register, start } from "../lib/registry";

const heard: string[] = [];

class Bell extends Controller {
  connect(): void {
    heard.push(`on ${this.element.id} ${this.part("rope")?.textContent ?? ""}`);
    this.on(document, "ring", () => heard.push(`ring ${this.element.id}`));
  }
}

beforeAll(() => {
  document.body.innerHTML =
    '<div id="a" data-controller="bell nothing"><b data-bell="rope">r</b></div>';
  register({ bell: Bell });
  start();
});

it("connects what is there and passes over unknown names", () => {
  expect(heard).toContain("on a r");
});

it("connects what comes later and lets go of what is taken away", async () => {
  const later = document.createElement("section");
  later.innerHTML = '<div id="b" data-controller="bell"></div>';
  document.body.append(later);
  await new Promise((resolve) => setTimeout(resolve));
  expect(heard).toContain("on b ");
  later.remove();
  await new Promise((resolve) => setTimeout(resolve));
  document.dispatchEvent(new Event("ring"));
  expect(heard).toContain("ring a");
  expect(heard).not.toContain("ring b");
});
