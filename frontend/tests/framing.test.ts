import { describe, expect, it } from "vitest";
import { MIDDLE, mismatch, partOf, share, turn, viewOf } from "../src/commerce/framing";

const WIDE = { width: 6000, height: 4000 };
const SQUARE = { width: 3000, height: 3000 };
const A4 = { width: 2480, height: 3508 };

describe("a frame over a photo", () => {
  it("is the largest in the middle, laid as the photo lies", () => {
    expect(partOf(WIDE, SQUARE, MIDDLE)).toMatchObject({
      left: expect.closeTo(1 / 6) as number,
      width: 2 / 3,
      height: 1,
    });
    const part = partOf(WIDE, A4, MIDDLE);
    expect(part.width * 6000).toBeCloseTo((part.height * 4000 * 3508) / 2480, 3);
  });

  it("never leaves the photo", () => {
    const part = partOf(WIDE, A4, { ...MIDDLE, zoom: 2, x: 5, y: -5 });
    expect(part.left + part.width).toBeCloseTo(1);
    expect(part.top).toBe(0);
  });

  it.each([
    { ...MIDDLE, zoom: 2, x: 0.4, y: 0.6 },
    { ...MIDDLE, flipped: true },
    { ...MIDDLE, turned: 90, zoom: 1.5 },
    { ...MIDDLE, turned: 270, flipped: true, zoom: 3 },
  ])("is found again from what was kept: %o", (view) => {
    const part = partOf(WIDE, A4, view);
    const again = partOf(WIDE, A4, viewOf(WIDE, A4, part));
    expect(again).toEqual({
      ...part,
      left: expect.closeTo(part.left, 6) as number,
      top: expect.closeTo(part.top, 6) as number,
      width: expect.closeTo(part.width, 6) as number,
      height: expect.closeTo(part.height, 6) as number,
    });
  });

  it("stays on the same spot when the photo is turned, and is back after four", () => {
    const corner = { ...MIDDLE, zoom: 4, x: 0.2, y: 0.3 };
    expect(turn(corner)).toMatchObject({ turned: 90, x: 0.7, y: 0.2 });
    expect(turn(turn(turn(turn(corner)))).turned).toBe(0);
  });

  it("takes all of a photo with a border", () => {
    const part = partOf(WIDE, SQUARE, { ...MIDDLE, fit: "border" });
    expect(part).toMatchObject({ left: 0, width: 1, height: 1, fit: "border" });
  });

  it("counts pixels as the studio does", () => {
    expect(share(WIDE, { width: 6000, height: 4000 }, partOf(WIDE, WIDE, MIDDLE))).toBeCloseTo(1);
    const near = partOf(WIDE, WIDE, { ...MIDDLE, zoom: 2 });
    expect(share(WIDE, WIDE, near)).toBeCloseTo(0.5);
    expect(mismatch(WIDE, WIDE)).toBeCloseTo(0);
  });
});
