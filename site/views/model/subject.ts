/** What is known of a model that an address names: its card, where it is served, and its runs. */
import type { Card } from "../../../r2-assets/format/card.ts";
import type { RunRecord } from "../../../r2-assets/format/run.ts";
import { ApiError, ask } from "../../api/client.ts";
import { runsOf } from "../../api/evaluations.ts";

export interface Teacher {
  id: string;
  version: string;
  parameters: number;
  bytes: number;
  /** Of this version where there are some, else of all. */
  runs: RunRecord[];
}

export interface Subject {
  id: string;
  version: string | null;
  /** Null of a model that is known by its runs alone. */
  card: Card | null;
  /** Whether it is the version that answers under its id. */
  isCurrent: boolean;
  runs: RunRecord[];
  teacher: Teacher | null;
}

/** Rejects with ApiError where there is neither a card nor a run. */
export async function loadSubject(ref: string, signal: AbortSignal): Promise<Subject> {
  const found = await cardOf(ref, signal);
  const [id, named] = ref.split("@") as [string, string?];
  const current = named === undefined ? found : await cardOf(id, signal);
  const all = await runsOf(found === null ? ref : `${id}@${found.version}`, signal);
  const [newest] = all;
  if (found === null && newest === undefined) throw new ApiError(404, `There is no model ${ref}, nor a run of it.`);
  const version = found?.version ?? named ?? newest!.version;
  const runs = all.filter((run) => run.version === version);
  const teacher = found?.card.teacher ?? runs.find((run) => run.teacher)?.teacher ?? null;
  return {
    ...{
      id,
      version,
      card: found?.card ?? null,
      isCurrent: found !== null && found.version === current?.version,
      runs,
    },
    teacher: teacher && { ...teacher, runs: await runsOfTeacher(teacher, signal) },
  };
}

async function cardOf(ref: string, signal: AbortSignal): Promise<{ card: Card; version: string } | null> {
  try {
    const response = await ask(`/v1/models/${encodeURIComponent(ref)}`, { signal });
    const version = response.headers.get("x-retort-model")!.split("@")[1]!;
    return { card: (await response.json()) as Card, version };
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}

async function runsOfTeacher({ id, version }: { id: string; version: string }, signal: AbortSignal) {
  const all = await runsOf(id, signal);
  const same = all.filter((run) => run.version === version);
  return same.length > 0 ? same : all;
}
