/** Predictions that hold no text of the data set: places in the context, and digests. */
import { sha256 } from "../../../r2-assets/format/digest.ts";
import type { QaPlaces, QaPrediction, QaTexts } from "../../../r2-assets/format/prediction.ts";
import type { QaRow } from "../../../r2-assets/format/rows.ts";
import { type AnswerScript, answerScript } from "../../metrics/answer-script.ts";
import type { Textless } from "../kind.ts";

/** sha256 of `[]`: the question has no answer. */
const NO_GOLD = "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945";

const isPlaces = (prediction: QaPrediction): prediction is QaPlaces => typeof prediction.gold === "string";

/** Whether there is an answer and it is not "no answer". */
export const isAnswered = ({ prediction }: QaPrediction): boolean =>
  Array.isArray(prediction) ? prediction[0] < prediction[1] : Boolean(prediction);

export const isAnswerable = ({ gold }: QaPrediction): boolean =>
  typeof gold === "string" ? gold !== NO_GOLD : gold.length > 0;

/** The answer's words as the suite's script compares them, or their digest; null: no answer at all. */
export function keptAnswer(row: QaPrediction, script: AnswerScript): string | null {
  if (isPlaces(row)) return row.answer_digest ?? null;
  return row.prediction === null ? null : wordsOf(row.prediction, script);
}

/**
 * Equal texts of one context have equal places, that of the first one, so that models agree as they did. An answer that
 * is no piece of the context, as a submission's may be, has no place, and neither has another row's.
 */
export const questionPlaces: Textless<QaRow, QaPrediction> = {
  is: isPlaces,

  async without(prediction, row, suite) {
    if (isPlaces(prediction)) return prediction;
    const { id, prediction: answer, scores, gold, correct, f1, no_answer_probability, error } = prediction;
    if (id !== row.id || JSON.stringify(gold) !== JSON.stringify(goldOf(row)))
      return `the gold answers to ${id} are not those of its row`;
    const start = answer === null ? 0 : row.context.indexOf(answer);
    if (start === -1) return `the answer to ${id} is no piece of its context`;
    return {
      ...{ id, prediction: answer === null ? null : [start, start + answer.length], scores },
      ...{ gold: await goldDigest(row), correct, f1 },
      ...(answer !== null && { answer_digest: await answerDigest(answer, answerScript(suite)) }),
      ...(no_answer_probability !== undefined && { no_answer_probability }),
      ...(error !== undefined && { error }),
    };
  },

  async restored(prediction, row, suite) {
    if (!isPlaces(prediction)) return prediction;
    const {
      id,
      prediction: place,
      scores,
      gold,
      correct,
      f1,
      answer_digest,
      no_answer_probability,
      error,
    } = prediction;
    const answer = place && row.context.slice(...place);
    const isSame =
      gold === (await goldDigest(row)) &&
      (answer === null || answer_digest === (await answerDigest(answer, answerScript(suite))));
    if (!isSame) return prediction;
    const restored: QaTexts = { id, prediction: answer, scores, gold: goldOf(row), correct, f1 };
    return {
      ...restored,
      ...(no_answer_probability !== undefined && { no_answer_probability }),
      ...(error !== undefined && { error }),
    };
  },
};

const goldOf = ({ answers }: QaRow) => answers.map(({ text }) => text);
const goldDigest = (row: QaRow) => sha256(JSON.stringify(goldOf(row)));

const wordsOf = (answer: string, script: AnswerScript) => script.tokens(answer).join(" ");
const answerDigest = async (answer: string, script: AnswerScript) =>
  (await sha256(wordsOf(answer, script))).slice(0, 16);
