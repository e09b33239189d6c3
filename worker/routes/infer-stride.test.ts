/** `stride` of token classification, against what transformers' pipeline finds with it. */
import { beforeEach, expect, test } from "vitest";
import golden from "../../test/golden/stride.json";
import { publish } from "../test/artefacts.ts";
import { post } from "../test/requests.ts";

beforeEach(() => publish("tagger", "teacher"));

interface Found {
  entity_group: string;
  score: number;
  word: string;
  start: number;
  end: number;
}
const found = async (inputs: string | string[], parameters: object): Promise<Found[]> => {
  const response = await post("/models/tiny-tagger", { inputs, parameters });
  expect(response.headers.get("x-retort-truncated")).toBeNull();
  return (await response.json()) as Found[];
};
const LONG = golden[0]!.text;

test.each(golden.map((one) => [one.aggregation_strategy, one.stride, one.text.slice(0, 12), one] as const))(
  "%s, %i, %s… is tagged as transformers does",
  async (aggregation_strategy, stride, _, { text, entities }) => {
    const asked = { aggregation_strategy, stride, offset_unit: "codepoint" };
    const own = await found(text, asked);
    expect(own.map(({ word: _, ...rest }) => rest)).toEqual(
      entities.map((entity) => ({ ...entity, score: expect.closeTo(entity.score, 5) })),
    );
    const units = await found(text, { ...asked, offset_unit: "utf16" });
    expect(units.map(({ start, end }) => text.slice(start, end))).toEqual(
      own.map(({ start, end }) => [...text].slice(start, end).join("")),
    );
  },
);

test("no place is told twice, and the end of a long text is reached", async () => {
  const all = await found(LONG, { stride: 10, ignore_labels: [] });
  for (const [i, { start }] of all.entries()) if (i > 0) expect(start).toBeGreaterThanOrEqual(all[i - 1]!.end);
  expect(all.at(-1)!.end).toBe(LONG.trimEnd().length);
});

test("a text that fits is what it is without; of several each has its own", async () => {
  const [long, short] = [LONG, "We loved the charming film!"];
  const plain = await found(short, {});
  expect(await found(short, { stride: 5 })).toEqual(plain);
  expect(await found([long, short], { stride: 5 })).toEqual([await found(long, { stride: 5 }), plain]);
});

test("without a stride, null included, a long text is cut, and the header says so", async () => {
  for (const parameters of [{}, { stride: null }]) {
    const response = await post("/models/tiny-tagger", { inputs: LONG, parameters });
    expect(response.headers.get("x-retort-truncated")).toBe("1");
    await response.arrayBuffer();
  }
});

test.each([
  [
    "with single pieces",
    { stride: 3, aggregation_strategy: "none" },
    "windows need an aggregation_strategy other than none",
  ],
  ["all of a window", { stride: 30 }, "must be less than the 30 pieces that a window holds"],
  ["more than that", { stride: 500 }, "must be less than the 30 pieces that a window holds"],
  ["less than nothing", { stride: -1 }, "must be at least 0"],
  ["half a piece", { stride: 1.5 }, "expected a whole number"],
])("is refused: %s", async (_, parameters, message) => {
  const response = await post("/models/tiny-tagger", { inputs: LONG, parameters });
  expect(response.status).toBe(422);
  expect(await response.json()).toMatchObject({
    type: "invalid-request",
    detail: `parameters.stride: ${message}`,
    errors: [{ path: "parameters.stride", message }],
  });
});

test("is no parameter of another task", async () => {
  const response = await post("/models/tiny-teacher", { inputs: "fine", parameters: { stride: 3 } });
  expect(response.status).toBe(422);
  await response.arrayBuffer();
});

test("windows count as tokens: a window of every piece is too much for one request", async () => {
  const response = await post("/models/tiny-tagger", { inputs: "film ".repeat(2000), parameters: { stride: 29 } });
  expect(response.status).toBe(413);
  expect(await response.json()).toMatchObject({ type: "too-many-tokens" });
});
