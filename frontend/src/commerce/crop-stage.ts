/** The drawing of a photo with a frame over it: an SVG whose unit is a pixel of the photo. */
import { laid, type Part, type Size, turned } from "./framing";

const OF_SVG = (photo: Size): Record<number, string> => ({
  90: `translate(${photo.height} 0) rotate(90)`,
  180: `translate(${photo.width} ${photo.height}) rotate(180)`,
  270: `translate(0 ${photo.width}) rotate(270)`,
});

interface Box extends Size {
  x: number;
  y: number;
}

export class Stage {
  constructor(
    readonly svg: SVGSVGElement,
    private readonly photo: Size,
  ) {}

  /** `edge`: pixels of the area that go round an edge. */
  draw(part: Part, area: Size, edge: number): void {
    const shown = turned(this.photo, part.turned);
    const isBorder = part.fit === "border";
    const paper = isBorder ? around(shown, area) : cut(shown, part);
    const seen = isBorder ? paper : { x: 0, y: 0, ...shown };
    this.svg.setAttribute("viewBox", `${seen.x} ${seen.y} ${seen.width} ${seen.height}`);
    this.set("photo", { transform: OF_SVG(this.photo)[part.turned] ?? "" });
    this.set("paper", attributes(paper));
    this.set("frame", attributes(paper));
    const inner = (edge / Math.max(area.width, area.height)) * Math.max(paper.width, paper.height);
    this.set("edge", attributes(edge && !isBorder ? inset(paper, inner) : inset(paper, 0)));
    this.find("edge")?.toggleAttribute("hidden", !edge || isBorder);
    const outside = `M${seen.x} ${seen.y}h${seen.width}v${seen.height}h${-seen.width}z`;
    const inside = `M${paper.x} ${paper.y}h${paper.width}v${paper.height}h${-paper.width}z`;
    this.set("shade", { d: isBorder ? "" : outside + inside });
  }

  /** How far a movement on the screen goes, in fractions of the turned photo. */
  moved(dx: number, dy: number, by: number): [number, number] {
    const scale = this.svg.getScreenCTM()?.a ?? 1;
    const shown = turned(this.photo, by);
    return [dx / scale / shown.width, dy / scale / shown.height];
  }

  private find(name: string): SVGElement | null {
    return this.svg.querySelector<SVGElement>(`[data-crop="${name}"]`);
  }

  private set(name: string, values: Record<string, string>): void {
    for (const [key, value] of Object.entries(values)) this.find(name)?.setAttribute(key, value);
  }
}

function cut(shown: Size, part: Part): Box {
  const box = { x: part.left * shown.width, y: part.top * shown.height };
  return { ...box, width: part.width * shown.width, height: part.height * shown.height };
}

/** The smallest paper that has the whole photo on it. */
function around(shown: Size, area: Size): Box {
  const paper = laid(shown, area, false);
  const ratio = paper.width / paper.height;
  const width = Math.max(shown.width, shown.height * ratio);
  const height = width / ratio;
  return { x: (shown.width - width) / 2, y: (shown.height - height) / 2, width, height };
}

function inset(box: Box, by: number): Box {
  const [x, y] = [box.x + by, box.y + by];
  return { x, y, width: Math.max(0, box.width - 2 * by), height: Math.max(0, box.height - 2 * by) };
}

function attributes(box: Box): Record<string, string> {
  return Object.fromEntries(Object.entries(box).map(([key, value]) => [key, value.toFixed(2)]));
}
