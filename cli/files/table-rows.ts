/** A table with titles, as rows of fields by title. */
import { unguardCell } from "../../r2-assets/format/csv-cell.ts";
import type { CsvRecord } from "./csv-records.ts";

export interface TableRow {
  line: number;
  /** In the table's order; columns without a title are left out. */
  fields: Map<string, string>;
}

export interface Table {
  titles: string[];
  rows: AsyncGenerator<TableRow>;
}

/**
 * The first record is the titles, white space around them gone. A field loses the apostrophe that our CSV puts in front of
 * what a spreadsheet would run. Throws RangeError, naming the line, where a record cannot be placed: more or fewer fields than
 * titles (empty ones too many aside), a title twice.
 */
export async function readTable(records: AsyncGenerator<CsvRecord>): Promise<Table> {
  const first = await records.next();
  if (first.done) throw new RangeError("there is no line of titles");
  const titles = withoutEmptyEnd(first.value.fields.map((title) => title.trim()));
  const named = titles.filter((title) => title !== "");
  const twice = named.find((title, i) => named.indexOf(title) !== i);
  if (twice !== undefined)
    throw new RangeError(`line ${first.value.line}: the title ${JSON.stringify(twice)} is there twice`);
  return { titles: named, rows: rowsUnder(titles, records) };
}

async function* rowsUnder(titles: readonly string[], records: AsyncGenerator<CsvRecord>): AsyncGenerator<TableRow> {
  for await (const { line, fields } of records) {
    const extra = fields.slice(titles.length);
    if (fields.length < titles.length || extra.some((field) => field !== "")) {
      const hint = extra.length > 0 ? "; a field with a comma in it needs quotes" : "";
      throw new RangeError(`line ${line}: ${fields.length} fields under ${titles.length} titles${hint}`);
    }
    const named = titles.flatMap((title, i) => (title === "" ? [] : [[title, unguardCell(fields[i]!)] as const]));
    yield { line, fields: new Map(named) };
  }
}

/** Spreadsheets leave empty columns at the right. */
const withoutEmptyEnd = (titles: string[]) => titles.slice(0, titles.findLastIndex((title) => title !== "") + 1);
