import type {
  ClassificationRow,
  QaRow,
  RegressionRow,
  RowKind,
  RowOf,
  TaggingRow,
} from "../../r2-assets/format/rows.ts";
import { adler32 } from "../sampling/adler32.ts";
import { createRandom, type Random } from "../statistics/random.ts";
import { answerRanges } from "./answer-ranges.ts";
import { mapOffset } from "./edit.ts";
import { perturbText } from "./perturb-text.ts";
import { perturbTokens } from "./perturb-tokens.ts";
import type { Perturbation } from "./perturbation.ts";

/**
 * Seed of a row's own generator: `(base + adler32(id + "_" + name)) mod 2^32`, so that neither the order of the rows nor
 * a subset of them makes a difference. `part` names a second text of the row, whose draws don't depend on the first's.
 */
export const seedOf = (id: string, name: string, base: number, part = ""): number =>
  (base + adler32(`${id}_${name}${part && `_${part}`}`)) % 2 ** 32;

type Draw = (part?: string) => Random;

/** How a row of each kind is perturbed. Keys keep their order; null: nothing changes. */
const PERTURB: { [K in RowKind]: (row: RowOf[K], perturbation: Perturbation, draw: Draw) => RowOf[K] | null } = {
  classification: pair,
  regression: pair,
  tagging(row: TaggingRow, perturbation, draw) {
    const changed = perturbTokens(row, perturbation, draw());
    return changed && { ...row, ...changed };
  },
  "question-answering": questionAndContext,
  // Behavioural tests are perturbations themselves: what they expect holds for these very texts.
  behavioural: () => null,
};

/** The text, or both of a pair. Where the first has slots, only tokens outside of them, so that each keeps its tag. */
function pair<R extends ClassificationRow | RegressionRow>(row: R, perturbation: Perturbation, draw: Draw): R | null {
  const first = "slots" in row && row.slots ? slotted(row.text_a, row.slots) : plain("text_a", row.text_a, draw());
  const second = row.text_b === undefined ? null : plain("text_b", row.text_b, draw("text_b"));
  return first || second ? { ...row, ...first, ...second } : null;

  function plain(key: "text_a" | "text_b", text: string, random: Random) {
    const perturbed = perturbText(text, perturbation, random);
    return perturbed.edits.length > 0 ? { [key]: perturbed.text } : null;
  }
  function slotted(text: string, tags: string[]) {
    const tokens = text.split(" ").filter(Boolean); // as readers count them
    const changed = perturbTokens({ tokens, tags }, perturbation, draw());
    return changed && { text_a: changed.tokens.join(" "), slots: changed.tags };
  }
}

/** The question, and the context but for the gold answers, which move along. */
function questionAndContext(row: QaRow, perturbation: Perturbation, draw: Draw): QaRow | null {
  const question = perturbText(row.question, perturbation, draw("question"));
  const context = perturbText(row.context, perturbation, draw(), { locked: answerRanges(row) });
  if (question.edits.length === 0 && context.edits.length === 0) return null;
  const answers = row.answers.map((answer) =>
    answer.answer_start === undefined
      ? answer
      : { ...answer, answer_start: mapOffset(context.edits, answer.answer_start) },
  );
  return { ...row, question: question.text, context: context.text, answers };
}

/**
 * The row under a perturbation; null where nothing of it changes, or where its kind can't be perturbed. The label, the gold
 * answers (text and place) and the tags of what is not O stay as they are. The same row gets the same text every time.
 *
 * Labels that judge the form of a sentence (CoLA's acceptability) speak of the sentence as it was.
 */
export const perturbRow = <K extends RowKind>(
  kind: K,
  row: RowOf[K],
  perturbation: Perturbation,
  base = 42,
): RowOf[K] | null =>
  PERTURB[kind](row, perturbation, (part) => createRandom(seedOf(row.id, perturbation.name, base, part)));
