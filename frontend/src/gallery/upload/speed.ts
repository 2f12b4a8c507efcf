/** Bytes a second over the last seconds, and the seconds that are left. */
export class Speed {
  private points: { at: number; sent: number }[] = [];

  constructor(private readonly span = 8000) {}

  note(sent: number, at: number): void {
    this.points.push({ at, sent });
    while (this.points.length > 2 && at - (this.points[0]?.at ?? at) > this.span) {
      this.points.shift();
    }
  }

  clear(): void {
    this.points = [];
  }

  get rate(): number {
    const first = this.points[0];
    const last = this.points.at(-1);
    if (!first || !last || last.at === first.at) return 0;
    return Math.max(0, ((last.sent - first.sent) / (last.at - first.at)) * 1000);
  }

  secondsLeft(bytes: number): number {
    return this.rate > 0 ? bytes / this.rate : Infinity;
  }
}
