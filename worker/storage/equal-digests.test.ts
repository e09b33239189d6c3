import { expect, test } from "vitest";
import { sha256 } from "../../r2-assets/format/digest.ts";
import { equalDigests } from "./equal-digests.ts";

test("digests are equal when every digit is", async () => {
  const digest = await sha256("a key");
  expect(equalDigests(digest, await sha256("a key"))).toBe(true);
  for (let i = 0; i < digest.length; i++) {
    const other = digest[i] === "0" ? "1" : "0";
    expect(equalDigests(digest.slice(0, i) + other + digest.slice(i + 1), digest)).toBe(false);
  }
  for (const cut of ["", digest.slice(1), digest.slice(0, -1)]) {
    expect([equalDigests(cut, digest), equalDigests(digest, cut)]).toEqual([false, false]);
  }
});
