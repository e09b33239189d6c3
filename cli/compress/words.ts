/** Sizes as people say them. */

/** `1.36 MB`, `490 kB` */
export function megabytes(bytes: number): string {
  if (bytes < 1e3) return `${bytes} bytes`;
  return bytes < 1e6 ? `${Math.round(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(bytes < 1e7 ? 2 : 1)} MB`;
}

/** `16.9`, `1.3`: one digit after the point, none from 100 on. */
export const times = (ratio: number): string => ratio.toFixed(ratio < 100 ? 1 : 0);
