/** Numbers as people read them; what is undefined is a dash. */
const NONE = "–";

/** `0.871`; of percentages use `percent`. */
export const fraction = (value: number | null | undefined, digits = 3): string =>
  value === null || value === undefined ? NONE : value.toFixed(digits).replace("-", "−");

/** `+0.012`, `−0.030`. */
export const signed = (value: number | null | undefined, digits = 3): string =>
  value === null || value === undefined ? NONE : `${value > 0 ? "+" : ""}${fraction(value, digits)}`;

export const percent = (value: number | null | undefined, digits = 1): string =>
  value === null || value === undefined ? NONE : `${fraction(value * 100, digits)} %`;

/** Bytes in megabytes of a million: `1.4 MB`. */
export const megabytes = (bytes: number | null | undefined): string =>
  bytes === null || bytes === undefined ? NONE : `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;

export const milliseconds = (ms: number | null | undefined): string =>
  ms === null || ms === undefined ? NONE : `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;

/** `22.7 M`, `310 k`. */
export const count = (value: number | null | undefined): string => {
  if (value === null || value === undefined) return NONE;
  if (value >= 1e6) return `${(value / 1e6).toFixed(1)} M`;
  return value >= 1e4 ? `${Math.round(value / 1e3)} k` : value.toLocaleString("en");
};

/** `1.3 times smaller`, `17 times smaller`. */
export const timesSmaller = (times: number): string => `${times.toFixed(times < 10 ? 1 : 0)} times smaller`;

/** `0.848 to 0.892`. */
export const interval = (ci95: readonly [number, number] | null | undefined, digits = 3): string =>
  ci95 ? `${fraction(ci95[0], digits)} to ${fraction(ci95[1], digits)}` : NONE;

/** `29 Nov 2026, 16:40`, in the reader's time. */
export const moment = (iso: string): string =>
  new Date(iso).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });

const AGES = [
  [86_400, "day"],
  [3600, "hour"],
  [60, "minute"],
] as const;

/** `3 days`, `1 hour`, `under a minute`: how long ago, as of `now` in ms. */
export const age = (iso: string, now = Date.now()): string => {
  const seconds = (now - Date.parse(iso)) / 1000;
  const [unit, name] = AGES.find(([length]) => seconds >= length) ?? [0, ""];
  if (unit === 0) return "under a minute";
  const whole = Math.floor(seconds / unit);
  return `${whole} ${name}${whole === 1 ? "" : "s"}`;
};

/** A difference in points of a hundredth: `+1.2`, `−0.5`; what rounds to nothing has no sign. */
export const signedPoints = (difference: number | null | undefined, digits = 1): string => {
  if (difference === null || difference === undefined) return NONE;
  const unit = 10 ** digits;
  return signed(Math.round(100 * unit * difference) / unit + 0, digits); // no −0
};

/** `−2.7 to +1.1`. */
export const pointsInterval = (ci95: readonly [number, number] | null | undefined): string =>
  ci95 ? `${signedPoints(ci95[0])} to ${signedPoints(ci95[1])}` : NONE;

/** A size in points, without a sign: `2 points`, `1 point`, `0.4 points`. */
export const points = (size: number): string => {
  const hundredths = Math.abs(100 * size);
  const text = hundredths.toFixed(hundredths < 0.1 ? 2 : 1).replace(/\.0+$/, "");
  return `${text} ${text === "1" ? "point" : "points"}`;
};

/** `0.003`, `< 0.001`. */
export const pNumber = (p: number | null | undefined): string => {
  if (p === null || p === undefined) return NONE;
  return p < 0.001 ? "< 0.001" : fraction(p, p < 0.1 ? 3 : 2);
};

/** `p = 0.003`, `p < 0.001`. */
export const pValue = (p: number | null | undefined): string => {
  if (p === null || p === undefined) return "p undefined";
  return (p < 0.001 ? `p ${pNumber(p)}` : `p = ${pNumber(p)}`).replaceAll(" ", "\u00a0");
};
