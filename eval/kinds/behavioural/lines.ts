import * as z from "zod";
import { firstIssue } from "../../../r2-assets/format/issue-sentences.ts";
import { BehaviouralRow, type Expectation, WellFormedText } from "../../../r2-assets/format/rows.ts";
import { EXPECTED, Label, labelSpelt } from "../../labels/label.ts";
import { LabelBook } from "../../lines/label-book.ts";
import type { LineReader, RowsOptions } from "../../lines/line-reader.ts";
import { NEUTRAL } from "./neutral.ts";

const Case = z.union(
  [WellFormedText, z.tuple([WellFormedText]), z.tuple([WellFormedText, WellFormedText])],
  "expected a text, or a list of one or two",
);

const Line = z.object({
  test: BehaviouralRow.shape.test,
  type: BehaviouralRow.shape.type,
  capability: BehaviouralRow.shape.capability,
  texts: z.array(Case).min(1, "there are none"),
  expect: z.unknown().optional(),
});

const Direction = z.object(
  {
    label: Label.nullable(),
    change: z.enum(["not_less", "not_more", "becomes"]),
    against: Label.optional(),
    from: Label.optional(),
  },
  'a DIR test expects a label, or {label, change: "not_less" | "not_more" | "becomes", against?, from?}',
);

type Outcome = { expectation: Expectation } | string;

const isNeutral = (label: Label) => typeof label === "string" && labelSpelt(label, [NEUTRAL]) !== undefined;

/** `{test, type, capability, texts, expect}`: a text may stand without the list around it, labels by name or index. */
export function behaviouralLines(options: RowsOptions): LineReader<"behavioural"> {
  const book = new LabelBook(options);
  const nameOf = (label: Label) => (isNeutral(label) ? { name: NEUTRAL } : book.name(label)); // see Expectation

  const labelled = (label: Label): Outcome => {
    const named = nameOf(label);
    return typeof named === "string" ? named : { expectation: named.name };
  };

  const directed = ({ label, change, against, from }: z.infer<typeof Direction>): Outcome => {
    if (label === null && change === "becomes") return "becomes what? it needs a label";
    if (against !== undefined && (label === null || change === "becomes"))
      return "against: only a score that is asked to move, of a label that is named, has another one against it";
    const names: Partial<Record<"label" | "against" | "from", string>> = {};
    for (const [field, given] of Object.entries({ label, against, from })) {
      if (given == null) continue;
      const named = nameOf(given);
      if (typeof named === "string") return named;
      names[field as keyof typeof names] = named.name;
    }
    return { expectation: { change, ...names, label: names.label ?? null } };
  };

  const expectationOf = ({ type, expect }: z.infer<typeof Line>): Outcome => {
    if (type === "INV") return { expectation: null };
    if (type === "MFT" && expect == null) return { expectation: null };
    const label = Label.safeParse(expect);
    if (label.success) return labelled(label.data);
    if (type === "MFT") return `${EXPECTED}, or null`;
    const direction = Direction.safeParse(expect);
    return direction.success ? directed(direction.data) : firstIssue(direction.error);
  };

  return {
    read(value) {
      const parsed = Line.safeParse(value);
      if (!parsed.success) return firstIssue(parsed.error);
      const { test, type, capability, texts } = parsed.data;
      if (type !== "MFT" && texts.length < 2) return `texts: a test of type ${type} compares two or more, there is one`;
      const outcome = expectationOf(parsed.data);
      if (typeof outcome === "string") return `expect: ${outcome}`;
      const cases = texts.map((text) => (typeof text === "string" ? ([text] satisfies [string]) : text));
      return { test, type, capability, texts: cases, expect: outcome.expectation };
    },
    // Without labels the tests suit every classifier; its own labels then say which is the first.
    labels: () => options.labels && [...options.labels],
  };
}
