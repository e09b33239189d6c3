/** Models that answer the same question, told by what they were trained on: a teacher, where it is here, and its students. */
import type { SuiteTask } from "../../../r2-assets/format/names.ts";
import type { ModelSummary } from "../../api/models.ts";

export interface Family {
  trainedOn: string;
  task: SuiteTask;
  /** The one that others here learnt from; null where it is not here. */
  teacher: ModelSummary | null;
  /** The teacher first, then by size, the largest first. */
  models: readonly ModelSummary[];
}

/** Without models whose answers are vectors, which nobody reads. SST-2 first, being the one that is explained everywhere; then those with a teacher and many students. */
export function familiesOf(models: readonly ModelSummary[]): Family[] {
  const asked = models.flatMap(({ task, ...model }) => (task === "feature-extraction" ? [] : [{ ...model, task }]));
  const families = [...Map.groupBy(asked, ({ trained_on, task }) => trained_on ?? `imported, ${task}`)].map(
    ([trainedOn, members]): Family => {
      const named = new Set(members.map(({ teacher }) => teacher));
      const teacher = members.find(({ id }) => named.has(id)) ?? null;
      const students = members.filter((each) => each !== teacher).toSorted((a, b) => b.bytes - a.bytes);
      return {
        trainedOn,
        task: members[0]!.task,
        teacher,
        models: teacher === null ? students : [teacher, ...students],
      };
    },
  );
  const rank = ({ trainedOn, teacher, models: members }: Family) =>
    (trainedOn === "glue/sst2" ? 1000 : 0) + (teacher === null ? 0 : 100) + members.length;
  return families.toSorted((a, b) => rank(b) - rank(a) || (a.trainedOn < b.trainedOn ? -1 : 1));
}

/**
 * Those that are asked unless others are chosen: the teacher and at most four students, from the largest to the smallest, of those that no other
 * student surpasses in both size and score, where there are two or more.
 */
export function firstChoice({ teacher, models }: Family): string[] {
  const all = models.filter((each) => each !== teacher);
  const best = all.filter((each) => !all.some((other) => surpasses(other, each)));
  const students = best.length >= 2 ? best : all;
  const step = Math.max(1, (students.length - 1) / 3);
  const some = students.length <= 4 ? students : [0, 1, 2, 3].map((i) => students[Math.round(i * step)]!);
  return [...(teacher === null ? [] : [teacher.id]), ...new Set(some.map(({ id }) => id))];
}

const surpasses = (a: ModelSummary, b: ModelSummary): boolean => {
  const [of, than] = [scoreOf(a)?.value ?? null, scoreOf(b)?.value ?? null];
  if (of === null || than === null) return of !== null && a.bytes <= b.bytes;
  return of >= than && a.bytes <= b.bytes && (of > than || a.bytes < b.bytes);
};

/** The score on the suite that it was trained for. */
export const scoreOf = ({ trained_on, results }: ModelSummary) =>
  results.find(({ suite }) => suite === trained_on) ?? null;

const QUESTIONS: readonly [string, string][] = [
  ["sst2", "Is a film review positive?"],
  ["imdb", "Is a long film review positive?"],
  ["cola", "Is a sentence grammatical?"],
  ["mrpc", "Do two sentences say the same?"],
  ["qqp", "Do two questions ask the same?"],
  ["stsb", "How alike are two sentences, from 0 to 5?"],
  ["mnli", "Does a sentence follow from another?"],
  ["qnli", "Does a sentence answer a question?"],
  ["rte", "Does a sentence follow from another, of news?"],
  ["snips", "What is asked of an assistant?"],
  ["atis", "What is asked of a flight desk?"],
  ["wikiann", "Which people, places and organisations are named?"],
  ["wnut", "Which new names are in a tweet?"],
  ["squad", "Where in a text is the answer?"],
];

/** What the models of a family are asked, in words, before the data's name. */
export const questionOf = (trainedOn: string): string => {
  const known = QUESTIONS.find(([part]) => trainedOn.includes(part));
  return known === undefined ? trainedOn : `${known[1]} (${trainedOn})`;
};
