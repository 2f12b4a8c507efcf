/** Numbers as the page's language writes them. */
const language = () => document.documentElement.lang || "en";

/**
 * `{amount: 1500, currency: "EUR"}` is fifteen euros; yen have no minor unit. `places` is how many
 * decimals the server counts, where the browser may think otherwise.
 */
export function money(amount: number, currency: string, places?: number): string {
  const digits = { minimumFractionDigits: places, maximumFractionDigits: places };
  const format = new Intl.NumberFormat(language(), { style: "currency", currency, ...digits });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

export function bytes(count: number): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"];
  const step = count < 1 ? 0 : Math.min(Math.floor(Math.log10(count) / 3), units.length - 1);
  return new Intl.NumberFormat(language(), {
    style: "unit",
    unit: units[step] ?? "byte",
    unitDisplay: step ? "short" : "long",
    maximumFractionDigits: step > 1 ? 1 : 0,
  }).format(count / 1000 ** step);
}

/** Seconds as the two largest of hours, minutes, seconds. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const parts: [number, string][] = [
    [Math.floor(whole / 3600), "hour"],
    [Math.floor((whole % 3600) / 60), "minute"],
    [whole % 60, "second"],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  const shown = first < 0 ? parts.slice(2) : parts.slice(first, first + 2);
  return shown
    .filter(([count], at) => at === 0 || count > 0)
    .map(([value, unit]) =>
      new Intl.NumberFormat(language(), { style: "unit", unit, unitDisplay: "short" }).format(
        value,
      ),
    )
    .join(" ");
}

/** Puts values into the translator's sentence: `"{picked} of {included}"`. */
export function fill(sentence: string, values: Record<string, string | number>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
