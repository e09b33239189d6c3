import { expect, test } from "vitest";
import { SUITES } from "../../eval/suites/index.ts";
import { TOKENIZER_FILE } from "../../r2-assets/format/keys.ts";
import type { Row } from "../../r2-assets/format/rows.ts";
import { createTokenizer } from "../../r2-assets/format/tokenizer.ts";
import { tinyArtefact } from "../../test/fixtures/tiny-artefact.ts";
import { typicalInputs } from "./typical-inputs.ts";

const tokenizer = createTokenizer(JSON.parse(new TextDecoder().decode((await tinyArtefact())[TOKENIZER_FILE])), {
  maxLength: 32,
});
const words = (count: number) => Array.from({ length: count }, () => "film");
const LENGTHS = [1, 2, 3, 4, 20, 1, 2, 3, 4];

const ROWS: [
  suite: string,
  labels: string[],
  row: (n: number, id: string) => object,
  tokens: number,
  input: unknown,
][] = [
  [
    "glue/sst2",
    ["negative", "positive"],
    (n, id) => ({ id, text_a: words(n).join(" "), label: "positive" }),
    5,
    "film film film",
  ],
  [
    "glue/mrpc",
    ["not_equivalent", "equivalent"],
    (n, id) => ({ id, text_a: words(n).join(" "), text_b: "a plot", label: "equivalent" }),
    8,
    { text: "film film film", text_pair: "a plot" },
  ],
  [
    "wnut17/dev",
    ["B-person", "O"],
    (n, id) => ({ id, tokens: words(n), tags: words(n).map(() => "O") }),
    5,
    "film film film",
  ],
  [
    "squad/v1.1",
    ["start", "end"],
    (n, id) => ({
      id,
      question: "the plot",
      context: words(n).join(" "),
      answers: [{ text: "film", answer_start: 0 }],
    }),
    8,
    { question: "the plot", context: "film film film" },
  ],
];

test.each(ROWS)("of %s the rows of median length are asked as requests take them", (id, labels, row, tokens, input) => {
  const rows = LENGTHS.map((n, i) => row(n, `row-${i}`)) as Row[];
  const found = typicalInputs({ suite: SUITES[id]!, rows }, tokenizer, { labels });
  expect(found.tokens).toBe(tokens);
  expect(found.inputs).toHaveLength(9); // so few are all near the middle
  expect(found.inputs).toContainEqual(input);
});

test("of many rows those in the middle are asked, and what no request may ask is not", () => {
  const blank = { id: "blank", text_a: " ", label: "positive" };
  const rows = [
    blank,
    ...Array.from({ length: 101 }, (_, i) => ({
      id: `r${i}`,
      text_a: words(i < 60 ? 5 : 25).join(" "),
      label: "positive",
    })),
  ];
  const { tokens, inputs } = typicalInputs({ suite: SUITES["glue/sst2"]!, rows: rows as Row[] }, tokenizer, {
    labels: [],
  });
  expect(tokens).toBe(7);
  expect(inputs).toHaveLength(40);
  expect(new Set(inputs.slice(0, 29))).toEqual(new Set(["film film film film film"]));
});
