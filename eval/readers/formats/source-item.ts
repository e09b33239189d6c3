/**
 * What another format than NDJSON has for one row: something for `RowReader.add`, or why it is none. `line` counts from 1;
 * in a format without lines it counts the rows.
 */
export type SourceItem = { line: number; value: unknown } | { line: number; problem: string };
