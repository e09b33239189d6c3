import * as z from "zod";
import { BehaviouralRow, type Expectation, WellFormedText } from "../../r2-assets/format/rows.ts";
import { NEUTRAL } from "../kinds/expectation.ts";
import { EXPECTED, Label, labelSpelt } from "../labels/label.ts";
import { LabelBook } from "./label-book.ts";
import { complaint, type LineReader, type RowsOptions } from "./line-reader.ts";

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
  { label: Label.nullable(), change: z.enum(["not_less", "not_more", "becomes"]) },
  'a DIR test expects {label, change: "not_less" | "not_more" | "becomes"}',
);

const isNeutral = (label: Label) => typeof label === "string" && labelSpelt(label, [NEUTRAL]) !== undefined;

/** `{test, type, capability, texts, expect}`: a text may stand without the list around it, labels by name or index. */
export function behaviouralLines(options: RowsOptions): LineReader<"behavioural"> {
  const book = new LabelBook(options);
  const nameOf = (label: Label) => (isNeutral(label) ? { name: NEUTRAL } : book.name(label)); // see Expectation

  const expectationOf = ({ type, expect }: z.infer<typeof Line>): { expectation: Expectation } | string => {
    if (type === "INV") return { expectation: null };
    if (type === "MFT") {
      if (expect == null) return { expectation: null };
      const label = Label.safeParse(expect);
      if (!label.success) return `${EXPECTED}, or null`;
      const named = nameOf(label.data);
      return typeof named === "string" ? named : { expectation: named.name };
    }
    const direction = Direction.safeParse(expect);
    if (!direction.success) return complaint(direction.error);
    const { label, change } = direction.data;
    if (label === null)
      return change === "becomes" ? "becomes what? it needs a label" : { expectation: { label, change } };
    const named = nameOf(label);
    return typeof named === "string" ? named : { expectation: { label: named.name, change } };
  };

  return {
    read(value) {
      const parsed = Line.safeParse(value);
      if (!parsed.success) return complaint(parsed.error);
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
