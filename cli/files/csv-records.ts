/** CSV and TSV as records of fields, each with its line. */
import { pipeline, Readable } from "node:stream";
import { type CsvError, type Options, parse } from "csv-parse";

export interface CsvRecord {
  /** The line on which it begins, from 1. */
  line: number;
  fields: string[];
}

/** `quotes: false`: fields are as they stand, as in IANA's tab-separated values. */
export interface CsvDialect {
  delimiter: "," | "\t";
  quotes: boolean;
}

export const CSV: CsvDialect = { delimiter: ",", quotes: true };

/**
 * The records of a text that comes in pieces (RFC 4180): fields may be quoted, quotes doubled, and a quoted field may hold
 * commas and line breaks. Records end at LF or CRLF; blank lines are none. Throws RangeError, naming the line, for a quote that
 * never ends, for text around quotes and for a lone CR outside of them, which is a line's end to some and nothing to others.
 */
export async function* csvRecords(
  pieces: AsyncIterable<string> | Iterable<string>,
  { delimiter, quotes }: CsvDialect = CSV,
): AsyncGenerator<CsvRecord> {
  let overcounted = 0; // csv-parse 7.0.3 counts CR and LF as a line each, but for the CRLF between records
  let breaks = 0; // LFs in the record's fields
  let last = 0; // line of the record before
  const options: Options = {
    delimiter,
    quote: quotes ? '"' : null,
    record_delimiter: ["\r\n", "\n"], // by default the first CR of a file may become it
    relax_column_count: true, // who knows the titles complains better
    skip_empty_lines: true,
    cast(value, { quoting, lines }) {
      overcounted += value.split("\r").length - 1;
      if (!quoting && value.includes("\r"))
        throw new RangeError(`line ${lines - overcounted}: a carriage return outside quotes`);
      if (quoting) breaks += value.split("\n").length - 1;
      return value;
    },
    on_record(record, { lines }) {
      const line = lines - overcounted - breaks;
      breaks = 0;
      last = line;
      return { line, fields: record } as unknown as string[]; // the types know records alone
    },
  };
  const parser = parse(options);
  // What fails while pieces are read ends the parser with the same error, which its reader below then gets.
  pipeline(Readable.from(pieces), parser, () => {});
  try {
    yield* parser as AsyncIterable<CsvRecord>;
  } catch (error) {
    throw explained(error as Error & Partial<CsvError>, overcounted, last);
  }
}

const SENTENCES: Readonly<Record<string, string>> = {
  CSV_INVALID_CLOSING_QUOTE: "text after a closing quote",
  INVALID_OPENING_QUOTE: "a quote inside a field that is not in quotes",
};

function explained(error: Error & Partial<CsvError>, overcounted: number, last: number): Error {
  if (error.code === "CSV_QUOTE_NOT_CLOSED")
    // whose line is the file's last
    return new RangeError(
      `line ${Number(error.lines) - overcounted}: a quote is open at the end of the file, and has been since the record behind line ${last}`,
    );
  const sentence = SENTENCES[error.code ?? ""];
  return sentence === undefined ? error : new RangeError(`line ${Number(error.lines) - overcounted}: ${sentence}`);
}
