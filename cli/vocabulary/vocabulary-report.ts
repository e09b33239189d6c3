import type { VocabularyFigures, VocabularyOrder } from "../../trainer/vocabulary/learn-vocabulary.ts";
import { type ColumnOf, type Report, section } from "../report/report.ts";

type Asked = Omit<VocabularyOrder, "data" | "teacher" | "tasks">;
type Cut = { text: string; tokenizer: string } & VocabularyFigures["cuts"][number]["own"];
type Task = VocabularyFigures["tasks"][number];

/** What was learnt, beside the teacher's vocabulary. */
export function vocabularyReport(figures: VocabularyFigures, asked: Asked, file: string): Report {
  const { pieces, characters, alphabet, alphabet_coverage, shared, text, cuts, tasks } = figures;
  const both = cuts.flatMap(({ text, own, teacher }): Cut[] => [
    { text, tokenizer: "own", ...own },
    { text, tokenizer: "teacher", ...teacher },
  ]);
  const { size, alphabetLimit, minFrequency, maxWordLength } = asked;
  return {
    title: `${pieces} pieces in ${file}`,
    lines: [
      ...(pieces < size ? [`${size} were asked for; no more pairs stand side by side ${minFrequency} times`] : []),
      `${text.paragraphs - text.left_out} of ${text.paragraphs} paragraphs, the others share 13 words in a row with evaluation texts; ${text.distinct_words} distinct words`,
      `${alphabet} characters, ${characters} pieces with those inside words: ${percent(alphabet_coverage)} of all the text's characters`,
      `${shared.pieces} pieces are the teacher's, too: ${percent(shared.of_all)}`,
    ],
    sections: [
      section("words, by how they are cut", CUT_COLUMNS, both, {
        notes: [
          "a word is what BERT cuts texts into, a mark of punctuation one of its own; held out: 1 article in 200",
        ],
      }),
      ...(tasks.length === 0 ? [] : [section("training rows: mean pieces, special tokens aside", TASK_COLUMNS, tasks)]),
    ],
    json: {
      file,
      asked: { size, alphabet_limit: alphabetLimit, min_frequency: minFrequency, max_word_length: maxWordLength },
      ...figures,
    },
  };
}

const percent = (share: number | null) => (share === null ? "-" : `${(100 * share).toFixed(3)} %`);

const CUT_COLUMNS: readonly ColumnOf<Cut>[] = [
  { title: "text", name: "text", format: "text", of: ({ text }) => text },
  { title: "tokenizer", name: "tokenizer", format: "text", of: ({ tokenizer }) => tokenizer },
  { title: "words", name: "words", format: "count", of: ({ words }) => words },
  { title: "pieces", name: "pieces", format: "count", of: ({ pieces }) => pieces },
  { title: "pieces a word", name: "pieces_a_word", format: "fraction", of: ({ pieces_a_word }) => pieces_a_word },
  { title: "unknown words", name: "unknown_words", format: "count", of: ({ unknown_words }) => unknown_words },
  {
    title: "of all words",
    name: "unknown_of_words",
    format: "text",
    of: ({ unknown_of_words }) => percent(unknown_of_words),
  },
  {
    title: "of all pieces",
    name: "unknown_of_pieces",
    format: "text",
    of: ({ unknown_of_pieces }) => percent(unknown_of_pieces),
  },
];

const TASK_COLUMNS: readonly ColumnOf<Task>[] = [
  { title: "task", name: "task", format: "text", of: ({ task }) => task },
  { title: "rows", name: "rows", format: "count", of: ({ rows }) => rows },
  { title: "own", name: "own", format: "fraction", of: ({ own }) => own },
  { title: "teacher", name: "teacher", format: "fraction", of: ({ teacher }) => teacher },
  { title: "own over teacher", name: "increase", format: "fraction", of: ({ increase }) => increase },
];
