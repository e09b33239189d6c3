import checksums from "./checksums.json" with { type: "json" };

/**
 * Rows of each file, and the sha256 over their canonical form. Written by write-checksums.ts from a whole data folder. Of the
 * rows, not of the files: the same rows may be packed in several ways.
 */
export const CHECKSUMS: Readonly<Record<string, { rows: number; sha256: string } | undefined>> = checksums;
