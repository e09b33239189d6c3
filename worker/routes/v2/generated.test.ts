/** Generated bodies, whole and broken, plain and packed: each gets an answer that says what is wrong, none disturbs the server. */
import { gzipSync } from "node:zlib";
import { beforeEach, expect, test } from "vitest";
import { createRandom } from "../../../eval/statistics/random.ts";
import { ask } from "../../test/api.ts";
import { publish } from "../../test/artefacts.ts";
import { binaryBody, element, joined, refusal } from "./test/asked.ts";

/** Equal seeds, equal bodies. */
interface Draw {
  below(n: number): number;
  of<T>(choices: readonly T[]): T;
}

function seeded(seed: number): Draw {
  const random = createRandom(seed);
  return { below: (n) => random.below(n), of: (choices) => choices[random.below(choices.length)]! };
}

const BODIES = 500;
const MODELS = ["tiny-teacher", "tiny-tagger", "tiny-intents", "nope"];

beforeEach(() => publish("teacher", "tagger", "intents"));

/** What may stand anywhere in JSON. */
const anything = (draw: Draw): unknown =>
  draw.of([
    null,
    true,
    0,
    -1,
    1.5,
    1e300,
    "",
    " ",
    "text",
    "\ud800",
    "é\u0000",
    [],
    [[]],
    {},
    [1, "x"],
    { a: { b: [] } },
  ]);

/** Mostly as it should be. */
const or = (draw: Draw, value: unknown): unknown => (draw.below(40) === 0 ? anything(draw) : value);

const TEXTS = ["text", "text_pair"];
const IDS = ["input_ids", "attention_mask", "token_type_ids"];

function input(draw: Draw, name: string) {
  const isText = TEXTS.includes(name);
  const odd = draw.below(10) === 0;
  const shape = odd ? draw.of([[], [0], [2], [1, 0], [3], [1e9, 1e9]]) : isText ? draw.of([[1], [1, 1]]) : [1, 3];
  const fitting = shape.reduce((product, size) => product * size, 1);
  const count = draw.below(10) === 0 ? draw.below(5) : fitting;
  const one = () =>
    or(draw, isText ? draw.of(["fine", "a warm, funny film", "😀"]) : name === "input_ids" ? draw.below(80) : 1);
  return {
    name: or(draw, name),
    shape: or(draw, shape),
    datatype: or(draw, isText ? "BYTES" : "INT64"),
    ...(draw.below(15) > 0 && { data: or(draw, Array.from({ length: Math.min(count, 50) }, one)) }),
    ...(draw.below(15) === 0 && { parameters: or(draw, { binary_data_size: or(draw, draw.below(20)) }) }),
  };
}

function request(draw: Draw): unknown {
  const names = draw.of([TEXTS, IDS]).slice(0, 1 + draw.below(3));
  if (draw.below(10) === 0) names.push(draw.of([...TEXTS, ...IDS, "words"]));
  const inputs = names.map((name) => or(draw, input(draw, name)));
  return or(draw, {
    inputs: or(draw, inputs),
    ...(draw.below(3) === 0 && { id: or(draw, "7"), model_name: anything(draw) }),
    ...(draw.below(3) === 0 && {
      parameters: or(draw, { binary_data_output: or(draw, true), timeout: anything(draw) }),
    }),
    ...(draw.below(3) === 0 && {
      outputs: or(draw, [
        or(draw, { name: or(draw, "logits"), parameters: or(draw, { classification: or(draw, draw.below(4)) }) }),
      ]),
    }),
  });
}

/** Cut, with bytes changed, or as it is. */
function broken(draw: Draw, bytes: Uint8Array): Uint8Array {
  const copy = bytes.slice(0, draw.below(3) === 0 ? draw.below(bytes.length + 1) : bytes.length);
  if (draw.below(2) === 0)
    for (let i = draw.below(4); i > 0 && copy.length > 0; i--) copy[draw.below(copy.length)] = draw.below(256);
  return copy;
}

const encodings = (draw: Draw, bytes: Uint8Array): { body: Uint8Array; headers: Record<string, string> } =>
  draw.below(6) > 0
    ? { body: bytes, headers: {} }
    : {
        body: broken(draw, draw.of([gzipSync(bytes), bytes]) as Uint8Array),
        headers: { "content-encoding": draw.of(["gzip", "deflate", "br", "gzip, gzip"]) },
      };

/** The status; an error is one sentence in the protocol's shape. */
async function statuses(path: string, asked: { body: Uint8Array; headers: Record<string, string> }): Promise<number> {
  const response = await ask(path, { method: "POST", key: null, ...asked });
  if (response.status === 200) {
    await response.arrayBuffer();
    return 200;
  }
  const [status] = await refusal(response);
  return status;
}

const EXPECTED = [200, 400, 404, 413, 415, 422];

test(`${BODIES} generated bodies of JSON`, async () => {
  const draw = seeded(17);
  const seen = new Set<number>();
  for (let i = 0; i < BODIES; i++) {
    const json = new TextEncoder().encode(JSON.stringify(request(draw)));
    const { body, headers } = encodings(draw, draw.below(4) === 0 ? broken(draw, json) : json);
    const type = draw.below(15) === 0 ? "text/html" : draw.of(["application/json", "application/octet-stream"]);
    const typed = { "content-type": type, ...headers };
    seen.add(await statuses(`/v2/models/${draw.of(MODELS)}/infer`, { body, headers: typed }));
  }
  expect(EXPECTED).toEqual(expect.arrayContaining([...seen]));
  expect([...seen]).toEqual(expect.arrayContaining([200, 400, 404, 415, 422]));
});

test(`${BODIES} generated bodies with bytes`, async () => {
  const draw = seeded(18);
  const seen = new Set<number>();
  for (let i = 0; i < BODIES; i++) {
    const isText = draw.below(2) === 0;
    const n = 1 + draw.below(3);
    const words = Array.from({ length: n }, () =>
      element(new TextEncoder().encode(draw.of(["fine", "é", "a slow plot"]))),
    ).flat();
    const bytes = isText
      ? joined(...words)
      : new Uint8Array(BigInt64Array.from({ length: n * 2 }, () => BigInt(draw.below(90))).buffer);
    const { body, headers } = binaryBody(
      [
        {
          name: isText ? "text" : "input_ids",
          shape: isText ? [n + Math.max(0, draw.below(8) - 6)] : [n, 2],
          datatype: isText ? "BYTES" : "INT64",
          bytes: draw.below(3) === 0 ? broken(draw, bytes) : bytes,
        },
      ],
      draw.below(2) === 0 ? { parameters: { binary_data_output: true } } : {},
    );
    const length = Number(headers["inference-header-content-length"]);
    const told = draw.below(4) > 0 ? length : draw.of([length + 1, length - 1, 0, -1, 2 ** 40, "x"]);
    const packed = encodings(draw, draw.below(4) === 0 ? broken(draw, body) : body);
    const all = { ...headers, "inference-header-content-length": `${told}`, ...packed.headers };
    seen.add(await statuses(`/v2/models/${draw.of(MODELS)}/infer`, { body: packed.body, headers: all }));
  }
  expect(EXPECTED).toEqual(expect.arrayContaining([...seen]));
  expect([...seen]).toEqual(expect.arrayContaining([200, 400, 422]));
});
