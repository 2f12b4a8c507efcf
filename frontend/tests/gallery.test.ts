import { afterEach, describe, expect, it, vi } from "vitest";
import { Album, album, read, type Photo } from "../src/gallery/album";
import { keeps } from "../src/gallery/filters";
import { toggle } from "../src/gallery/picks";
import { slideOf } from "../src/gallery/slides";

const legend = ["id", "name", "width", "height", "state", "small", "large", "picked", "stars"];
const row = (id: string, picked = 0, stars = 0) => [
  id,
  `${id}.jpg`,
  6000,
  4000,
  "PROOF",
  `s/${id}`,
  `l/${id}`,
  picked,
  stars,
];
const photo = (id: string, picked = 0, stars = 0): Photo =>
  read({ legend, base: "https://data/" }, row(id, picked, stars));

const answer = (body: unknown, status = 200) =>
  vi.fn(() => Promise.resolve(new Response(JSON.stringify(body), { status })));

afterEach(() => vi.unstubAllGlobals());

describe("the compact list", () => {
  it("is read by its legend, with links joined to the base", () => {
    expect(photo("p1", 1, 4)).toMatchObject({
      id: "p1",
      small: "https://data/s/p1",
      medium: "",
      picked: true,
      stars: 4,
      thumbhash: "",
    });
  });

  it("is fetched page by page to the end", async () => {
    const pages = [
      { legend, base: "", expires: 9e9, photos: [row("a")], next: "/more" },
      { legend, base: "", expires: 9e9, photos: [row("b")], next: null },
    ];
    const fetched: string[] = [];
    vi.stubGlobal("fetch", (url: string) => {
      fetched.push(url);
      return Promise.resolve(new Response(JSON.stringify(pages.shift())));
    });
    const some = new Album();
    some.gallery = "g1";
    await some.load();
    expect(fetched).toEqual(["/api/v1/galleries/g1/photos/?site=1", "/more"]);
    expect(some.shown.map(({ id }) => id)).toEqual(["a", "b"]);
    expect(some.isWhole).toBe(true);
  });
});

describe("filters", () => {
  it("keeps what fits every one of them", () => {
    const all = [photo("a", 1, 5), photo("b", 1, 2), photo("c", 0, 5)];
    const ids = (wanted: Parameters<typeof keeps>[0]) =>
      all.filter(keeps(wanted)).map(({ id }) => id);
    expect(ids({ picked: "yes", stars: "3" })).toEqual(["a"]);
    expect(ids({ picked: "no" })).toEqual(["c"]);
    expect(ids({})).toEqual(["a", "b", "c"]);
  });
});

describe("a pick", () => {
  it("is shown at once and stays when the server agrees", async () => {
    const fetched = answer({ picked: true });
    vi.stubGlobal("fetch", fetched);
    album.seed([photo("a")]);
    const done = toggle(album.find("a")!);
    expect(album.find("a")!.picked).toBe(true);
    await done;
    expect(album.find("a")!.picked).toBe(true);
    expect(fetched.mock.calls[0]).toMatchObject([
      expect.stringContaining("/a/pick/"),
      { method: "PUT" },
    ]);
  });

  it("is taken back, with the server's sentence, when it refuses", async () => {
    document.body.innerHTML = '<div id="toasts" popover="manual"></div>';
    HTMLElement.prototype.showPopover = () => undefined;
    vi.stubGlobal("fetch", answer({ error: { code: "limit_reached", message: "Twenty." } }, 409));
    album.seed([photo("a")]);
    await toggle(album.find("a")!);
    expect(album.find("a")!.picked).toBe(false);
    expect(document.getElementById("toasts")!.textContent).toBe("Twenty.");
  });
});

describe("a slide", () => {
  it("is no larger than the rendition that is there", () => {
    const slide = slideOf(photo("a"));
    expect(slide).toMatchObject({ src: "https://data/l/a", width: 2048, height: 1365 });
    expect(slide.srcset).toBe("https://data/s/a 400w, https://data/l/a 2048w");
  });
});
