/** Rows of suites as they lie in the bucket: one shape a kind, gold by name, keys in canonical order. */
import * as z from "zod";

/** Text without lone surrogates: those have no UTF-8 and would change on the way through the bucket. */
export const WellFormedText = z.string().refine((text) => text.isWellFormed(), "text has a lone surrogate");

/** Of a number that is not written in digits alone, as 1.0 or 1e3: nobody knows which text others make of it. */
export const NOT_AN_ID = "expected a string or an integer in digits";

/** A string from the first byte on: where JSON has an integer, `parseWithExactIds` makes it one. */
export const RowId = z
  .string({ error: ({ input }) => (typeof input === "number" ? NOT_AN_ID : undefined) })
  .min(1)
  .max(200)
  .refine((id) => id.isWellFormed(), "id has a lone surrogate");

const Name = z.string().min(1);
const Tags = z.array(Name);

/**
 * What the row has in common with others, so that they are no independent draws: its paragraph, template, premise or author.
 * Intervals and tests then resample whole clusters of rows. (`groups` is something else: it cuts slices, each with figures of
 * its own.)
 */
export const Group = WellFormedText.min(1).max(200);
const group = Group.optional();

/** One text or two, and the label they have. `slots` are IOB2 tags of the space-separated tokens of `text_a`. */
export const ClassificationRow = z.strictObject({
  id: RowId,
  text_a: WellFormedText,
  text_b: WellFormedText.optional(),
  label: Name,
  slots: Tags.optional(),
  /** What slices are cut by: `{heuristic: "lexical_overlap"}`. Keys sorted. */
  groups: z.record(z.string(), z.string()).optional(),
  group,
});
export type ClassificationRow = z.infer<typeof ClassificationRow>;

/** One text or two, and the labels that hold of it, which may be none: distinct, in the suite's order. */
export const MultiLabelRow = z.strictObject({
  id: RowId,
  text_a: WellFormedText,
  text_b: WellFormedText.optional(),
  labels: z.array(Name).refine((labels) => new Set(labels).size === labels.length, "a label is there twice"),
  group,
});
export type MultiLabelRow = z.infer<typeof MultiLabelRow>;

/** One text or two, and a number in the task's own unit. */
export const RegressionRow = z.strictObject({
  id: RowId,
  text_a: WellFormedText,
  text_b: WellFormedText.optional(),
  label: z.number(),
  group,
});
export type RegressionRow = z.infer<typeof RegressionRow>;

/** Words, and a tag for each: IOB2. */
export const TaggingRow = z
  .strictObject({ id: RowId, tokens: z.array(WellFormedText.min(1)).min(1), tags: Tags, group })
  .refine((row) => row.tokens.length === row.tags.length, { message: "there must be one tag a token", path: ["tags"] });
export type TaggingRow = z.infer<typeof TaggingRow>;

/** An answer as the annotator marked it; `answer_start` in UTF-16 units, absent where the source has none. */
export const GoldAnswer = z.strictObject({ text: WellFormedText, answer_start: z.int().nonnegative().optional() });

/** A question on a context. No answers: it has none (SQuAD v2.0), and `is_impossible` is true. */
export const QaRow = z
  .strictObject({
    id: RowId,
    question: WellFormedText,
    context: WellFormedText,
    answers: z.array(GoldAnswer),
    is_impossible: z.boolean().optional(),
    group,
  })
  .refine((row) => row.answers.length > 0 || row.is_impossible === true, {
    message: "a question without answers must say is_impossible: true",
    path: ["answers"],
  });
export type QaRow = z.infer<typeof QaRow>;

/**
 * What CheckList's test expects of the model's answers to `texts` (Ribeiro et al., ACL 2020).
 * MFT: this label for each text; null: not the first one, which of sentiment is negative.
 * INV: null: every text gets the first one's label.
 * DIR: a label: each text gets it. Else, against the answer to the first text: the score of `label` (null: of the label that
 * the first text got) does not fall (`not_less`) or rise (`not_more`) by more than 0.1 on any other text, less the score of
 * `against` where that is given; or the other texts all get `label` (`becomes`). `from`: only of a model that gave the first
 * text this label; the rows of others are left out.
 * To tests of sentiment a model of two classes is `neutral` where its p of positive lies between 1/3 and 2/3.
 */
export const Expectation = z.union([
  z.null(),
  Name,
  z.strictObject({
    label: Name.nullable(),
    change: z.enum(["not_less", "not_more", "becomes"]),
    against: Name.optional(),
    from: Name.optional(),
  }),
]);
export type Expectation = z.infer<typeof Expectation>;

/** One behavioural test case: texts (or pairs) whose answers together pass or fail. */
export const BehaviouralRow = z.strictObject({
  id: RowId,
  test: Name,
  type: z.enum(["MFT", "INV", "DIR"]),
  capability: Name,
  texts: z.array(z.union([z.tuple([WellFormedText]), z.tuple([WellFormedText, WellFormedText])])).min(1),
  expect: Expectation,
  group,
});
export type BehaviouralRow = z.infer<typeof BehaviouralRow>;

export interface RowOf {
  classification: ClassificationRow;
  "multi-label": MultiLabelRow;
  regression: RegressionRow;
  tagging: TaggingRow;
  "question-answering": QaRow;
  behavioural: BehaviouralRow;
}
/** What a suite's rows look like. Follows from its task, but for behavioural suites, which test classifiers. */
export type RowKind = keyof RowOf;
export type Row = RowOf[RowKind];

/** Schemas whose key order is the canonical one. */
export const ROW_SCHEMAS = {
  classification: ClassificationRow,
  "multi-label": MultiLabelRow,
  regression: RegressionRow,
  tagging: TaggingRow,
  "question-answering": QaRow,
  behavioural: BehaviouralRow,
} as const satisfies { [K in RowKind]: z.ZodType<RowOf[K]> };

/** The row as one line of canonical NDJSON, LF included: what zod's strict objects return has the schema's key order. */
export const canonicalLine = (kind: RowKind, row: Row): string => `${JSON.stringify(ROW_SCHEMAS[kind].parse(row))}\n`;

/** Canonical NDJSON: rows sorted by id (code units), one line each. Its sha256 names the suite's content. */
export const canonicalRows = (kind: RowKind, rows: readonly Row[]): string =>
  [...rows]
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
    .map((row) => canonicalLine(kind, row))
    .join("");
