/** What the answers side by side come to, in words. */
import type { Said } from "../../ask/ask.ts";
import { wordOf } from "../../ask/shown-answer.tsx";
import { megabytes } from "../../format.ts";

export interface Answerer {
  id: string;
  bytes: number;
  isTeacher: boolean;
  said: readonly Said[];
}

/** Of `texts` how many a student answers as the teacher does. */
export const agreeing = (teacher: readonly Said[], student: readonly Said[]): number =>
  student.filter((each, i) => wordOf(each) === wordOf(teacher[i]!)).length;

/** Null without a teacher, or before it has answered. */
export function summaryOf(answerers: readonly Answerer[]): string | null {
  const teacher = answerers.find(({ isTeacher }) => isTeacher);
  const students = answerers.filter((each) => each !== teacher);
  if (teacher === undefined || students.length === 0) return null;
  const texts = teacher.said.length;
  const agree = students.filter(({ said }) => agreeing(teacher.said, said) === texts);
  const what = texts === 1 ? "" : ` on all ${texts} texts`;
  if (agree.length === 0) return `No student agrees with the teacher${what}.`;
  const smallest = agree.reduce((best, each) => (each.bytes < best.bytes ? each : best));
  const who =
    agree.length === students.length ? "All students agree" : `${agree.length} of ${students.length} students agree`;
  const times = Math.round(teacher.bytes / smallest.bytes);
  return `${who} with the teacher${what}; the smallest that does, ${smallest.id}, has ${megabytes(smallest.bytes)}, ${times} times less.`;
}
