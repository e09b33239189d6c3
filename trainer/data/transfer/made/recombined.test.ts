import { expect, test } from "vitest";
import { seededRandom } from "../../random.ts";
import { recombined } from "./recombined.ts";

const TOPICS = "harbour violin glacier parliament orchard comet tunnel lantern museum bishop ferry walnut".split(" ");
/** Six rows a topic, whose texts share its name; of what all texts share nothing counts. */
const pairs = TOPICS.flatMap((topic) =>
  Array.from({ length: 6 }, (_, i) => ({
    text_a: `In the year ${i} a ${topic} was seen by the painter`,
    text_b: `The ${topic} of ${i + 100} was in the news`,
  })),
);

const made = async (place: number, given = pairs) => {
  const make = await recombined.over(given);
  const random = seededRandom(place);
  return Array.from({ length: 100 }, () => make(given[place]!, random)?.text_b ?? null);
};

test("a row's first text stands beside the second ones of other rows that share a rare word with it", async () => {
  for (const place of [0, 7, 23]) {
    const topic = TOPICS[Math.floor(place / 6)]!;
    const others = pairs.filter(({ text_b }, i) => i !== place && text_b.includes(topic));
    expect(new Set(await made(place))).toEqual(new Set(others.map(({ text_b }) => text_b)));
  }
});

test("no pair that is there is made again, in whatever row it stands, and no text beside itself", async () => {
  const again = [
    ...pairs,
    { text_a: pairs[0]!.text_a, text_b: pairs[1]!.text_b },
    { text_a: "x", text_b: pairs[0]!.text_a },
  ];
  const seconds = new Set(await made(0, again));
  expect(seconds.size).toBe(4);
  for (const known of [pairs[0]!.text_b, pairs[1]!.text_b, pairs[0]!.text_a]) expect(seconds).not.toContain(known);
});

test("nothing is made of a text that shares no word with another", async () => {
  const alone = [...pairs, { text_a: "Quartz", text_b: "Nobody" }];
  expect(new Set(await made(alone.length - 1, alone))).toEqual(new Set([null]));
});
