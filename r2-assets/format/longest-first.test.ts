import { expect, test } from "vitest";
import { longestFirst } from "./longest-first.ts";

test("longestFirst never keeps more than there is or than fits, and wastes no room", () => {
  for (let a = 0; a < 12; a++)
    for (let b = 0; b < 12; b++)
      for (let room = 0; room < 24; room++) {
        const [keepA, keepB] = longestFirst(a, b, room);
        expect(keepA).toBeLessThanOrEqual(a);
        expect(keepB).toBeLessThanOrEqual(b);
        expect(keepA + keepB).toBe(Math.min(a + b, room));
      }
});
