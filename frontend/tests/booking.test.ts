import { expect, test } from "vitest";
import { written } from "../src/bookings/countdown";

test("it writes what is left of a held time in minutes and seconds", () => {
  expect(written(899.9)).toBe("14:59");
  expect(written(60)).toBe("1:00");
  expect(written(0.4)).toBe("0:00");
});
