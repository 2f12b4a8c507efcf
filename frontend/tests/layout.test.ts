import { describe, expect, it } from "vitest";
import { grid, masonry, rows, story, type Box, type Size } from "../lib/layout";

const sizes: Size[] = Array.from({ length: 2000 }, (_, at) => ({
  width: at % 5 === 0 ? 4000 : 6000,
  height: at % 5 === 0 ? 6000 : at % 7 === 0 ? 2000 : 4000,
}));
const frame = { width: 1440, space: 6, caption: 0 };

function lines(boxes: Box[]): Box[][] {
  const found = new Map<number, Box[]>();
  for (const box of boxes) found.set(box.y, [...(found.get(box.y) ?? []), box]);
  return [...found.values()];
}

describe("rows", () => {
  it("fills every row but the last to the edge", () => {
    const all = lines(rows(sizes, frame).boxes);
    for (const line of all.slice(0, -1)) {
      const last = line.at(-1)!;
      expect(last.x + last.width).toBe(1440);
    }
  });

  it("reads left to right, in order", () => {
    const { boxes } = rows(sizes, frame);
    boxes.slice(1).forEach((box, at) => {
      const before = boxes[at]!;
      expect(box.y > before.y || (box.y === before.y && box.x > before.x)).toBe(true);
    });
  });

  it("keeps the shape of each photo within two per cent", () => {
    rows(sizes, frame).boxes.forEach((box, at) => {
      const shape = sizes[at]!.width / sizes[at]!.height;
      expect(Math.abs(box.width / box.height / shape - 1)).toBeLessThan(0.02);
    });
  });

  it("does not blow up a lone last photo", () => {
    const { boxes } = rows([{ width: 4000, height: 6000 }], frame);
    expect(boxes[0]!.height).toBeLessThan(400);
  });

  it("keeps a photo inside a screen of 320 px", () => {
    const { boxes } = rows(sizes, { ...frame, width: 308 });
    expect(Math.max(...boxes.map((box) => box.x + box.width))).toBeLessThanOrEqual(308);
  });

  it("lays out ten thousand photos in less than 50 ms", () => {
    const many = Array.from({ length: 5 }, () => sizes).flat();
    const start = performance.now();
    rows(many, frame);
    expect(performance.now() - start).toBeLessThan(50);
  });
});

describe.each([
  ["masonry", masonry],
  ["grid", grid],
  ["story", story],
])("%s", (_, layout) => {
  it("lets no two photos overlap", () => {
    const { boxes } = layout(sizes.slice(0, 60), frame);
    boxes.forEach((one, at) =>
      boxes.slice(at + 1).forEach((other) => {
        const apart =
          one.x + one.width <= other.x ||
          other.x + other.width <= one.x ||
          one.y + one.height <= other.y ||
          other.y + other.height <= one.y;
        expect(apart).toBe(true);
      }),
    );
  });

  it("knows the height of the whole", () => {
    const { boxes, height } = layout(sizes.slice(0, 60), frame);
    expect(Math.max(...boxes.map((box) => box.y + box.height))).toBe(height);
  });

  it("is empty without photos", () => {
    expect(layout([], frame)).toEqual({ boxes: [], height: 0 });
  });
});
