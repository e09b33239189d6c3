/** Symmetric int8: `value ≈ int8 * scale`, int8 in [-127, 127], one scale a row. */
import { floatsToHalves, halvesToFloats } from "../../r2-assets/format/half.ts";

export interface QuantizedRows {
  /** `[rows, width]`, row-major. */
  values: Int8Array;
  /** `[rows]`; `max |row| / 127`, and 1 for a row of zeros. */
  scales: Float32Array;
}

/**
 * Quantises each row of `data [rows, width]` on its own. The error is at most half a scale, float32 rounding aside.
 * `storable` gives the number at least as large that a scale is stored as, where that is not any float32.
 */
export function quantizeRows(
  data: Float32Array,
  rows: number,
  width: number,
  storable: (scale: number) => number = (scale) => scale,
): QuantizedRows {
  const values = new Int8Array(rows * width);
  const scales = new Float32Array(rows);
  for (let r = 0; r < rows; r++) {
    const row = data.subarray(r * width, (r + 1) * width);
    let largest = 0;
    for (let c = 0; c < width; c++) largest = Math.max(largest, Math.abs(row[c]!)); // `of` takes far longer, and training does this every step
    if (!Number.isFinite(largest)) throw new RangeError(`quantizeRows: row ${r} holds a number that is not finite`);
    scales[r] = storable(largest / 127) || 1;
    const scale = scales[r]!;
    // Clamped: the float32 scale may lie a hair under largest / 127, and a subnormal one well off it.
    for (let c = 0; c < width; c++)
      values[r * width + c] = Math.max(-127, Math.min(127, roundHalfEven(row[c]! / scale)));
  }
  return { values, scales };
}

/**
 * A factor `[rows, columns]` with one scale, a half, for each index of its longer side: each row, also where both sides are
 * equal, or each column (`byColumn`). `values` are `[rows, columns]`.
 */
export function quantizeFactor(
  data: Float32Array,
  rows: number,
  columns: number,
): QuantizedRows & { byColumn: boolean } {
  const byColumn = columns > rows;
  if (!byColumn) return { ...quantizeRows(data, rows, columns, halfAtLeast), byColumn };
  const { values, scales } = quantizeRows(transpose(data, rows, columns), columns, rows, halfAtLeast);
  return { values: transpose(values, columns, rows), scales, byColumn };
}

/** The least half that is not under x, for x in [0, 65504]. */
export function halfAtLeast(x: number): number {
  const [bits] = floatsToHalves(Float32Array.of(x));
  const [half, next] = halvesToFloats(Uint16Array.of(bits!, bits! + 1)); // halves of one sign are ordered as their bits
  return half! >= x ? half! : next!;
}

/** `[rows, columns]` -> `[columns, rows]`. */
export function transpose<T extends Int8Array | Float32Array>(data: T, rows: number, columns: number): T {
  const out = data.slice() as T;
  for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) out[c * rows + r] = data[r * columns + c]!;
  return out;
}

/** Beside it the doubles lie a whole number apart. */
const WHOLE_NUMBERS = 1.5 * 2 ** 52;

/** As numpy and onnxruntime round, so that ties do not drift upwards: by the processor's own rounding of a sum. |x| < 2^51. */
const roundHalfEven = (x: number): number => x + WHOLE_NUMBERS - WHOLE_NUMBERS;
