import { expect, test } from "vitest";
import { csvRecord, csvTable, prefersCsv } from "./csv.ts";

test("fields with commas, quotes and line breaks are quoted, absent ones are empty", () => {
  expect(csvRecord(["a", 'say "b"', "c,d", "e\nf", 0.5, true, null, undefined])).toBe(
    'a,"say ""b""","c,d","e\nf",0.5,true,,\r\n',
  );
});

test("text that a spreadsheet would run is marked as text; numbers are left alone", () => {
  expect(csvRecord(["=1+2", "@cmd", "-x", "-1", "+2.5", -3, "a=b", "\t1+1"])).toBe(
    "'=1+2,'@cmd,'-x,-1,+2.5,-3,a=b,'\t1+1\r\n",
  );
});

test("a table has a header, also over no rows", () => {
  const columns = { name: (row: { n: string }) => row.n, length: (row: { n: string }) => row.n.length };
  expect(csvTable(columns, [{ n: "ab" }, { n: "c" }])).toBe("name,length\r\nab,2\r\nc,1\r\n");
  expect(csvTable(columns, [])).toBe("name,length\r\n");
});

test.each([
  ["text/csv", true],
  ["Text/CSV; q=0.9, application/json;q=0.5", true],
  ["text/csv, */*", true],
  ["application/json, text/csv", false],
  ["text/csv;q=0.5, application/x-ndjson", false],
  ["text/csv;q=0", false],
  ["*/*", false],
  ["", false],
])("accept %j: CSV is %j", (accept, wanted) => {
  expect(prefersCsv(accept)).toBe(wanted);
});
