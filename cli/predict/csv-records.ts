/** CSV as RFC 4180 has it. */

/**
 * The records of a CSV text that arrives in pieces: fields may be quoted, quotes doubled, and a quoted field may hold
 * commas and line breaks. Lines end in LF or CRLF; a byte order mark and blank lines are passed over.
 * Throws RangeError, naming the record, for a quote that never ends or text after a closing one.
 */
export async function* csvRecords(pieces: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string[]> {
  let record: string[] = [];
  let field = "";
  let number = 1;
  let state: "start" | "plain" | "quoted" | "closed" = "start";
  let first = true;
  const endField = () => {
    record.push(field);
    field = "";
    state = "start";
  };
  for await (const piece of pieces) {
    for (const char of first ? piece.replace(/^\uFEFF/, "") : piece) {
      if (state === "quoted") {
        if (char === '"') state = "closed";
        else field += char;
      } else if (char === '"' && state === "start") {
        state = "quoted";
      } else if (char === '"' && state === "closed") {
        field += '"'; // the first of a doubled quote looked like the closing one
        state = "quoted";
      } else if (char === ",") {
        endField();
      } else if (char === "\n") {
        const blank = record.length === 0 && state === "start";
        endField();
        if (!blank) yield record;
        if (!blank) number++;
        record = [];
      } else if (char !== "\r") {
        if (state === "closed") throw new RangeError(`record ${number}: text after a closing quote`);
        field += char;
        state = "plain";
      }
    }
    first = false;
  }
  if (state === "quoted") throw new RangeError(`record ${number}: a quote never ends`);
  if (record.length > 0 || (state as string) !== "start") {
    endField();
    yield record;
  }
}
