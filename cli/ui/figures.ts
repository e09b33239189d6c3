/** Numbers as people read them. */
import type { Figure } from "../../r2-assets/format/run.ts";

/** A fraction with four digits; `-` for what is undefined. */
export const fraction = (value: number | null | undefined): string => (value == null ? "-" : value.toFixed(4));

/** `[0.8721, 0.9134]` */
export const interval = (ci95: readonly [number, number] | null | undefined): string =>
  ci95 == null ? "" : `[${fraction(ci95[0])}, ${fraction(ci95[1])}]`;

/** `0.8945 [0.8721, 0.9134]` */
export const figure = ({ value, ci95 }: Figure): string => `${fraction(value)} ${interval(ci95)}`.trimEnd();

/** A p-value: three significant digits, and no zero that is none. */
export const pValue = (p: number): string => (p < 1e-4 ? p.toExponential(2) : p.toPrecision(3));
