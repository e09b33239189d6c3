import { figure, fraction, interval, pValue } from "../ui/figures.ts";
import { type Cell, type Format, isFigure } from "./report.ts";

/** `+0.0123`, `-0.0123`: differences, whose sign is the message. */
export const signed = (value: number): string => (value > 0 ? `+${fraction(value)}` : fraction(value));

/** A cell as people read it; `-` for what is not there or undefined. */
export function formatCell(cell: Cell, format: Format): string {
  if (cell === null || cell === undefined || cell === "") return "-";
  if (isFigure(cell)) {
    if (cell.value === null) return "-";
    if (format === "rank") return cell.ci95 ? `${cell.value} (${cell.ci95.join("-")})` : `${cell.value}`;
    return format === "signed-figure" ? `${signed(cell.value)} ${interval(cell.ci95)}`.trimEnd() : figure(cell);
  }
  if (typeof cell === "string") return cell;
  switch (format) {
    case "signed":
    case "signed-figure":
      return signed(cell);
    case "p":
      return pValue(cell);
    case "tenths":
      return cell.toFixed(1);
    case "ratio":
      return `${cell.toFixed(2)}x`;
    case "fraction":
    case "figure":
      return fraction(cell);
    case "text":
    case "count":
    case "rank":
      return `${cell}`;
  }
}

/** Numbers read best aligned to the right; figures, which carry their intervals, from the left. */
export const alignment = (format: Format): "left" | "right" =>
  ["count", "tenths", "ratio", "fraction", "signed", "p"].includes(format) ? "right" : "left";
