/** Where each photo of a gallery lies, in CSS pixels, from sizes alone. */
export interface Size {
  width: number;
  height: number;
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Plan {
  boxes: Box[];
  height: number;
}

export interface Frame {
  width: number;
  space: number;
  /** Height under each photo for its name, state and stars. */
  caption: number;
}

export type LayoutName = "rows" | "masonry" | "grid" | "story";

export const layouts: Record<LayoutName, (sizes: Size[], frame: Frame) => Plan> = {
  rows,
  masonry,
  grid,
  story,
};

const ratioOf = ({ width, height }: Size) =>
  width > 0 && height > 0 ? Math.min(Math.max(width / height, 0.2), 6) : 1.5;

function rowHeight(width: number): number {
  if (width < 560) return 190;
  if (width < 1000) return 250;
  return width < 1800 ? 310 : 380;
}

/** Justified rows: as many photos as come closest to the wished height, then stretched to the edge. */
export function rows(sizes: Size[], { width, space, caption }: Frame): Plan {
  const wished = rowHeight(width);
  const boxes: Box[] = [];
  let y = 0;
  let row: number[] = [];
  const close = (last: boolean) => {
    const free = width - space * (row.length - 1);
    const full = free / row.reduce((sum, ratio) => sum + ratio, 0);
    // A last row that is far from full keeps the height of the others.
    const height = Math.round(last && full > wished * 1.25 ? wished : full);
    let x = 0;
    row.forEach((ratio, at) => {
      const end = at === row.length - 1 && !(last && full > wished * 1.25);
      const wide = end ? width - x : Math.round(ratio * height);
      boxes.push({ x, y, width: Math.min(wide, width), height: height + caption });
      x += wide + space;
    });
    y += height + caption + space;
    row = [];
  };
  for (const size of sizes) {
    const ratio = ratioOf(size);
    const before = row.reduce((sum, each) => sum + each, 0);
    const without = (width - space * (row.length - 1)) / before;
    const withIt = (width - space * row.length) / (before + ratio);
    if (row.length && withIt < wished && wished - withIt > without - wished) close(false);
    row.push(ratio);
    if ((width - space * (row.length - 1)) / row.reduce((sum, each) => sum + each, 0) <= wished) {
      close(false);
    }
  }
  if (row.length) close(true);
  return { boxes, height: Math.max(0, y - space) };
}

function columnsOf(width: number, wished: number): number {
  return Math.max(width < 400 ? 1 : 2, Math.round(width / wished));
}

/** Each photo goes to the shortest column, so the order still reads roughly left to right. */
export function masonry(sizes: Size[], { width, space, caption }: Frame): Plan {
  const count = columnsOf(width, 360);
  const column = (width - space * (count - 1)) / count;
  const ends = new Array<number>(count).fill(0);
  const boxes = sizes.map((size) => {
    const at = ends.indexOf(Math.min(...ends));
    const height = Math.round(column / ratioOf(size)) + caption;
    const y = ends[at] ?? 0;
    ends[at] = y + height + space;
    return { x: Math.round(at * (column + space)), y, width: Math.round(column), height };
  });
  return { boxes, height: Math.max(0, Math.max(...ends) - space) };
}

export function grid(sizes: Size[], { width, space, caption }: Frame): Plan {
  const count = columnsOf(width, 280);
  const side = Math.floor((width - space * (count - 1)) / count);
  const step = side + caption + space;
  const boxes = sizes.map((_, at) => ({
    x: (at % count) * (side + space),
    y: Math.floor(at / count) * step,
    width: side,
    height: side + caption,
  }));
  return { boxes, height: Math.max(0, Math.ceil(sizes.length / count) * step - space) };
}

/** One column, no photo wider than 1,100 px. */
export function story(sizes: Size[], { width, space, caption }: Frame): Plan {
  const wide = Math.min(width, 1100);
  let y = 0;
  const boxes = sizes.map((size) => {
    const ratio = ratioOf(size);
    const shown = ratio < 1 ? Math.round(wide * 0.7) : wide;
    const height = Math.round(shown / ratio) + caption;
    const box = { x: Math.round((width - shown) / 2), y, width: shown, height };
    y += height + Math.max(space, 12);
    return box;
  });
  return { boxes, height: Math.max(0, y - Math.max(space, 12)) };
}
