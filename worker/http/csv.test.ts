import { expect, test } from "vitest";
import { csvRecord } from "./csv.ts";

test("fields with commas, quotes and line breaks are quoted, absent ones are empty", () => {
  expect(csvRecord(["a", 'say "b"', "c,d", "e\nf", 0.5, true, null, undefined])).toBe(
    'a,"say ""b""","c,d","e\nf",0.5,true,,\r\n',
  );
});
