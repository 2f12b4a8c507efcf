import { beforeEach, describe, expect, it } from "vitest";
import { Countries } from "../src/commerce/countries";
import { Lines } from "../src/commerce/lines";

function type(field: HTMLInputElement, text: string): void {
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

describe("lines", () => {
  beforeEach(() => {
    document.body.innerHTML = `<table><tbody>
      <tr><td><input name="a" value="1"></td><td><select><option>x</option><option selected>y</option></select></td></tr>
      <tr><td><input name="a"></td><td><select><option>x</option><option>y</option></select></td></tr>
    </tbody></table>`;
    new Lines(document.querySelector("tbody")!, "lines").connect();
  });

  const rows = () => [...document.querySelectorAll("tr")];

  it("grow when somebody types into the last one", () => {
    type(rows()[1]!.querySelector("input")!, "2");
    expect(rows()).toHaveLength(3);
    expect(rows()[2]!.querySelector("input")!.value).toBe("");
    expect(rows()[2]!.querySelector("select")!.selectedIndex).toBe(0);
  });

  it("do not grow for one that is not the last", () => {
    type(rows()[0]!.querySelector("input")!, "3");
    expect(rows()).toHaveLength(2);
  });
});

describe("countries", () => {
  const NAMES = ["Austria", "Côte d’Ivoire", "Norway"];

  beforeEach(() => {
    const boxes = NAMES.map((name) => `<div><label><input type="checkbox"> ${name}</label></div>`);
    document.body.innerHTML = `<div id="all"><div data-countries="tools" hidden>
      <input data-countries="filter"><span data-countries="count" data-one="1 chosen" data-many="# chosen"></span>
    </div>${boxes.join("")}</div>`;
    new Countries(document.getElementById("all")!, "countries").connect();
  });

  const filter = () => document.querySelector<HTMLInputElement>("[data-countries=filter]")!;
  const shown = () =>
    [...document.querySelectorAll<HTMLElement>("label")]
      .filter((label) => !label.parentElement!.hidden)
      .map((label) => label.textContent.trim());

  it("are found without accents and case", () => {
    type(filter(), "COTE");
    expect(shown()).toEqual(["Côte d’Ivoire"]);
    type(filter(), "");
    expect(shown()).toEqual(NAMES);
  });

  it("are counted", () => {
    const count = document.querySelector("[data-countries=count]")!;
    expect(count.textContent).toBe("0 chosen");
    document.querySelectorAll<HTMLInputElement>("[type=checkbox]")[2]!.click();
    expect(count.textContent).toBe("1 chosen");
  });

  it("do not send the form by the return key in the filter", () => {
    const event = new KeyboardEvent("keydown", { key: "Enter", cancelable: true });
    filter().dispatchEvent(event);
    expect(event.defaultPrevented).toBe(true);
  });
});
