/** The rows on which an imported model is checked: somebody's own, or the built-in texts, whose gold is what the model answers. */
import { answerFrom } from "../../../eval/answers/answerer.ts";
import { KINDS } from "../../../eval/kinds/index.ts";
import type { AnswerOf } from "../../../eval/kinds/kind.ts";
import type { SuiteTask } from "../../../r2-assets/format/names.ts";
import type { RowKind, RowOf } from "../../../r2-assets/format/rows.ts";
import type { TextTokenizer } from "../../../r2-assets/format/tokenizer.ts";
import type { ReferenceLogits } from "../../../trainer/tasks/reference-logits.ts";
import { REFERENCE_OF } from "../../../trainer/tasks/reference-of.ts";
import { PAIRS, QUESTIONS, TEXTS } from "./built-in-texts.ts";

type Kind = Exclude<RowKind, "behavioural">;

/** What rows of a kind are, before the model has answered, and with its answer as gold. */
interface OfKind<K extends Kind> {
  builtIn(labels: readonly string[]): RowOf[K][];
  answered(row: RowOf[K], answer: AnswerOf[K]): RowOf[K];
}

const asked = () => [
  ...TEXTS.map((text_a, i) => ({ id: `text-${i + 1}`, text_a })),
  ...PAIRS.map(([text_a, text_b], i) => ({ id: `pair-${i + 1}`, text_a, text_b })),
];

const OF_KIND: { [K in Kind]: OfKind<K> } = {
  classification: {
    builtIn: ([first]) => asked().map((row) => ({ ...row, label: first! })),
    answered: (row, { label }) => ({ ...row, label }),
  },
  "multi-label": {
    builtIn: () => asked().map((row) => ({ ...row, labels: [] })),
    answered: (row, { labels }) => ({ ...row, labels }),
  },
  regression: {
    builtIn: () => asked().map((row) => ({ ...row, label: 0 })),
    answered: (row, { score }) => ({ ...row, label: score }),
  },
  tagging: {
    builtIn: ([first]) =>
      TEXTS.map((text, i) => {
        const tokens = text.split(/\s+/).filter(Boolean);
        return { id: `text-${i + 1}`, tokens, tags: tokens.map(() => first!) };
      }),
    answered: (row, { tags }) => ({ ...row, tags }),
  },
  "question-answering": {
    builtIn: () =>
      QUESTIONS.map((question, i) => ({ id: `question-${i + 1}`, ...question, answers: [], is_impossible: true })),
    answered: ({ is_impossible: _, ...row }, { answer }) => ({
      ...row,
      ...(answer === "" ? { answers: [], is_impossible: true } : { answers: [{ text: answer }] }),
    }),
  },
};

const KIND_OF: { [T in SuiteTask]: Kind } = {
  "text-classification": "classification",
  "multi-label-classification": "multi-label",
  "text-regression": "regression",
  "token-classification": "tagging",
  "question-answering": "question-answering",
};

export const rowKindOf = (task: SuiteTask): Kind => KIND_OF[task];

/** Rows that a model is asked about. */
export interface CheckRows<K extends Kind = Kind> {
  kind: K;
  rows: readonly RowOf[K][];
  /** Whether somebody said what is right. */
  labelled: boolean;
}

/** The built-in ones, without a gold yet. */
export const builtInRows = (task: SuiteTask, labels: readonly string[]): CheckRows => {
  const kind = rowKindOf(task);
  return { kind, rows: OF_KIND[kind].builtIn(labels), labelled: false } as CheckRows;
};

/** What a model is run on for rows, and their references once it has answered; blank and overlong ones are left out. */
export interface Questions {
  encodings: { ids: number[]; typeIds: number[] }[];
  /** `logits`: of each encoding in its order. Of built-in rows the model's own answer is the gold. */
  references(logits: readonly Float32Array[]): ReferenceLogits[];
}

/** `labels`: the model's, in index order. */
export function questionsOf<K extends Kind>(
  { kind, rows, labelled }: CheckRows<K>,
  tokenizer: TextTokenizer,
  labels: readonly string[],
): Questions {
  const { answerer } = KINDS[kind];
  const { answered } = OF_KIND[kind] as OfKind<K>;
  const reference = REFERENCE_OF[kind] as (row: RowOf[K], logits: number[]) => ReferenceLogits;
  const put = rows.flatMap((row) =>
    answerer.refuse(row) === undefined ? [{ row, ...answerer.ask(row, tokenizer, { labels }, {}) }] : [],
  );
  return {
    encodings: put.flatMap(({ encodings }) => encodings.map(({ ids, typeIds }) => ({ ids, typeIds }))),
    references(logits) {
      let at = 0;
      return put.flatMap((question) => {
        const own = logits.slice(at, at + question.encodings.length);
        at += own.length;
        const answer = answerFrom(question, own);
        if ("error" in answer) return [];
        const row = labelled ? question.row : answered(question.row, answer as AnswerOf[K]);
        if (own.length === 0) return [];
        return [
          reference(
            row,
            own.flatMap((each) => [...each]),
          ),
        ];
      });
    },
  };
}
