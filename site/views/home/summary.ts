/** What the answers side by side come to, in words. */
import type { Said } from "../../ask/ask.ts";
import { wordOf } from "../../ask/shown-answer.tsx";
import { megabytes, timesSmaller } from "../../format.ts";

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
  const what = texts === 1 ? "On this text" : `On all ${texts} texts`;
  if (agree.length === 0) return `${what} no student agrees with the teacher.`;
  const smallest = agree.reduce((best, each) => (each.bytes < best.bytes ? each : best));
  const who =
    agree.length === students.length ? "all students agree" : `${agree.length} of ${students.length} students agree`;
  return `${what} ${who} with the teacher, down to ${smallest.id} of ${megabytes(smallest.bytes)}, ${timesSmaller(teacher.bytes / smallest.bytes)}. The teacher may be wrong, too.`;
}
