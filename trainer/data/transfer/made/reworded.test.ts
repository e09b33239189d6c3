import { expect, test } from "vitest";
import { seededRandom } from "../../random.ts";
import { nearestWords } from "./nearest-words.ts";
import { rewordedBy, rewordedOnceBy } from "./reworded.ts";

const VOCABULARY = ["gave", "give", null, "book", "books", "nothing", "gives"];
// Two units: forms of one word point nearly the same way, `nothing` nowhere, and the row between them is of no word.
const TABLE = Float32Array.from([...[1, 0], ...[2, 0.2], ...[1, 0], ...[0, 3], ...[0.5, 4], ...[0, 0], ...[1, 0.5]]);

test("nearest words are those whose rows point the same way, however long they are; a piece of a word is none", () => {
  const near = nearestWords(VOCABULARY, TABLE, 3);
  expect(near("gave")).toEqual(["give", "gives", "books"]);
  expect(near("book")).toEqual(["books", "gives", "give"]);
  expect(near("tables")).toEqual([]);
});

test("of five words two are replaced by one that is near, in their case; the rest stays to the letter", async () => {
  const make = await rewordedBy(async () => nearestWords(VOCABULARY, TABLE, 1)).open();
  const sentence = "Gave he book-ends, a book, and didn't “give” it?";
  const random = seededRandom(3);
  const made = Array.from({ length: 3000 }, () => make({ sentences: ["Give.", sentence] }, random)?.text_a ?? sentence);
  expect(new Set(made)).toEqual(
    new Set(
      ["Gave", "Give"].flatMap((first) =>
        ["book", "books"].flatMap((second) =>
          ["give", "gave"].map((third) => `${first} he book-ends, a ${second}, and didn't “${third}” it?`),
        ),
      ),
    ),
  );
  const replaced = made.filter((text) => text.startsWith("Give")).length / made.length;
  expect(replaced).toBeGreaterThan(0.37);
  expect(replaced).toBeLessThan(0.43);
});

test("reworded once: any one of the words that have a near one, and no other", async () => {
  const make = await rewordedOnceBy(async () => nearestWords(VOCABULARY, TABLE, 1)).open();
  const random = seededRandom(4);
  const made = Array.from({ length: 300 }, () => make({ sentences: ["Gave he a book, or gave he it?"] }, random));
  const counts = Map.groupBy(made, (text) => text?.text_a);
  expect([...counts.keys()].toSorted()).toEqual([
    "Gave he a book, or give he it?",
    "Gave he a books, or gave he it?",
    "Give he a book, or gave he it?",
  ]);
  for (const { length } of counts.values()) expect(length).toBeGreaterThan(70);
});

test.each([rewordedBy, rewordedOnceBy])("nothing is made where nothing changes: %o", async (by) => {
  const make = await by(async () => () => []).open();
  expect(make({ sentences: ["Nothing here is known."] }, seededRandom(1))).toBeNull();
});
