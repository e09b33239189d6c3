import { describe, expect, test } from "vitest";
import type { ClassificationRow, QaRow, TaggingRow } from "../../r2-assets/format/rows.ts";
import { SENTENCES, TEXTS } from "../perturbations/fixtures/texts.ts";
import { PERTURBATIONS, perturbationNamed } from "../perturbations/index.ts";
import { perturbRow, seedOf } from "./perturb-row.ts";

const charTypos = perturbationNamed("CharTypos")!;
const whitespace = perturbationNamed("Whitespace")!;

test("a row's seed is the published one", () => {
  expect(seedOf("sst2-7", "CharTypos", 0)).toBe(807732717);
  expect(seedOf("sst2-7", "CharTypos", 42)).toBe(807732759);
  expect(seedOf("sst2-7", "CharTypos", 2 ** 32 - 1)).toBe(807732716);
});

describe.each(PERTURBATIONS)("$name", (perturbation) => {
  const rows = SENTENCES.map((text_a, i): ClassificationRow => ({ id: `row-${i}`, text_a, label: "positive" }));
  const perturbed = rows.map((row) => perturbRow("classification", row, perturbation));

  test("gives the same row the same text, in any order, and another id another", () => {
    const backwards = rows.toReversed().map((row) => perturbRow("classification", row, perturbation));
    expect(backwards.toReversed()).toEqual(perturbed);
    const renamed = rows.map(
      (row) => perturbRow("classification", { ...row, id: `${row.id}-b` }, perturbation)?.text_a,
    );
    if (perturbation.name !== "Contractions") expect(renamed).not.toEqual(perturbed.map((row) => row?.text_a));
  });

  test("returns null where, and only where, nothing changes", () => {
    for (const [i, row] of perturbed.entries()) if (row) expect(row.text_a).not.toBe(rows[i].text_a);
    expect(perturbRow("classification", { id: "1", text_a: "", label: "x" }, perturbation)).toBeNull();
  });

  test("keeps everything else of a pair, and the first text's draws don't reach the second", () => {
    for (const text_b of SENTENCES) {
      const row = { id: "p", text_a: "It is not what we expected, really.", text_b, label: 2.5 };
      const other = perturbRow("regression", row, perturbation)!;
      expect({ ...other, text_a: row.text_a, text_b }).toEqual(row);
      const longer = perturbRow("regression", { ...row, text_a: `${row.text_a} ${row.text_a}` }, perturbation)!;
      expect(longer.text_b).toBe(other.text_b);
    }
  });

  test("question answering: gold answers stand where answer_start says", () => {
    for (const [i, context] of TEXTS.entries()) {
      const spans = [[0, 5] as const, [3, 9] as const, [context.length >> 1, context.length] as const];
      const answers = spans.map(([from, to]) => ({ text: context.slice(from, to), answer_start: from }));
      const row: QaRow = { id: `q-${i}`, question: SENTENCES[i % SENTENCES.length], context, answers };
      const result = perturbRow("question-answering", row, perturbation);
      if (result === null) continue;
      expect(result.answers.map(({ text }) => text)).toEqual(answers.map(({ text }) => text));
      for (const { text, answer_start } of result.answers)
        expect(result.context.slice(answer_start, answer_start! + text.length)).toBe(text);
    }
  });

  test("tagging: entities keep their tokens and tags, tokens stay tokens", () => {
    for (const [i, text] of TEXTS.entries()) {
      const tokens = text.split(/\s+/u).filter(Boolean);
      if (tokens.length === 0) continue;
      const tags = tokens.map((_, k) => (k % 5 === 3 ? "B-PER" : k % 5 === 4 ? "I-PER" : "O"));
      const row: TaggingRow = { id: `t-${i}`, tokens, tags };
      const result = perturbRow("tagging", row, perturbation);
      if (result === null) continue;
      const entities = (r: TaggingRow) =>
        r.tokens.flatMap((token, k) => (r.tags[k] === "O" ? [] : [[token, r.tags[k]]]));
      expect(result.tags).toHaveLength(result.tokens.length);
      expect(entities(result)).toEqual(entities(row));
      expect(result.tags.join(" ")).not.toMatch(/O I-/);
      for (const token of result.tokens) expect(token).toMatch(/^\S+$/u);
    }
  });

  test("slots: a tag for each token of the text, the same entities", () => {
    const text_a = "i am going to play some interesting music by the northern lights , but it is not urgent .";
    const slots = text_a
      .split(" ")
      .map((word) => (word === "northern" ? "B-artist" : word === "lights" ? "I-artist" : "O"));
    for (let i = 0; i < 30; i++) {
      const row = perturbRow("classification", { id: `s-${i}`, text_a, label: "play", slots }, perturbation);
      if (row === null) continue;
      expect(row.slots).toHaveLength(row.text_a.split(" ").length);
      expect(row.text_a.split(" ").filter((_, k) => row.slots![k] !== "O")).toEqual(["northern", "lights"]);
      expect(Object.keys(row)).toEqual(["id", "text_a", "label", "slots"]);
    }
  });

  test("leaves behavioural rows as they are", () => {
    const row = {
      id: "1",
      test: "t",
      type: "INV" as const,
      capability: "c",
      texts: [["A fine film."]] as [string][],
      expect: null,
    };
    expect(perturbRow("behavioural", row, perturbation)).toBeNull();
  });
});

test("question answering: other places of the answer's text are kept, too; parts of longer words are not held", () => {
  const row: QaRow = {
    id: "q",
    question: "Which town was rebuilt?",
    context:
      "People remember porto fondly. The harbour of porto was rebuilt, and portoside streets were widened afterwards.",
    answers: [{ text: "porto", answer_start: 45 }],
  };
  for (let base = 0; base < 200; base++) {
    const { context } = perturbRow("question-answering", row, charTypos, base)!;
    expect(context.match(/\bporto\b/g)).toHaveLength(2);
  }
  const found = Array.from(
    { length: 400 },
    (_, base) => perturbRow("question-answering", row, charTypos, base)!.context,
  );
  expect(found.some((context) => !context.includes("portoside"))).toBe(true);
});

test("question answering: answers without answer_start are found in the context, and get none", () => {
  const answers = [{ text: "a lantern" }];
  const row: QaRow = {
    id: "q",
    question: "What burned?",
    context: "Near the door a lantern burned the whole night.",
    answers,
  };
  for (let base = 0; base < 100; base++) {
    const result = perturbRow("question-answering", row, charTypos, base)!;
    expect(result.context).toContain("a lantern");
    expect(result.answers).toEqual(answers);
  }
});

test("question answering: a question without answers is perturbed like any text", () => {
  const row: QaRow = {
    id: "q",
    question: "What burned?",
    context: "Nothing happened there.",
    answers: [],
    is_impossible: true,
  };
  expect(perturbRow("question-answering", row, charTypos)).toMatchObject({ id: "q", answers: [], is_impossible: true });
});

test("tagging: white space has no place in tokens; tokens with spaces inside can't be told apart", () => {
  const row: TaggingRow = { id: "t", tokens: ["an", "interesting", "evening"], tags: ["O", "O", "O"] };
  expect(perturbRow("tagging", row, whitespace)).toBeNull();
  expect(perturbRow("tagging", { ...row, tokens: ["an", "interesting", "late evening"] }, charTypos)).toBeNull();
});

test("tagging: a split token becomes two, a contraction of two becomes one, a lost mark takes its tag along", () => {
  const tagged = (name: string, text: string, base = 42) => {
    const tokens = text.split(" ");
    return perturbRow("tagging", { id: "t", tokens, tags: tokens.map(() => "O") }, perturbationNamed(name)!, base);
  };
  expect(tagged("WordSplits", "together")!.tags).toEqual(["O", "O"]);
  expect(tagged("Contractions", "we're late and do not mind")).toEqual({
    id: "t",
    tokens: ["we", "are", "late", "and", "don't", "mind"],
    tags: Array(6).fill("O"),
  });
  const shorter = Array.from({ length: 20 }, (_, base) => tagged("Punctuation", "late , but fine .", base)!);
  expect(shorter.map((row) => row.tokens.join(" "))).toContain("late but fine");
});

test("slots: more than one space between tokens is no reason to leave the row out", () => {
  const row: ClassificationRow = {
    id: "s",
    text_a: "play  something  lovely ",
    label: "play",
    slots: ["O", "O", "B-x"],
  };
  const changed = perturbRow("classification", row, charTypos);
  expect(changed?.slots).toEqual(row.slots);
  expect(changed?.text_a.split(" ")).toEqual([expect.any(String), expect.any(String), "lovely"]);
});
