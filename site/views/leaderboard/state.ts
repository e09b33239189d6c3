/** What the address of a leaderboard says, read once and in one place. */
import type { LeaderboardRow } from "../../../eval/leaderboard/board.ts";
import type { Order } from "../../parts/data-table.tsx";
import { orderOf } from "../../parts/order.ts";

export const AXES = ["bytes", "latency", "parameters"] as const;
export type Axis = (typeof AXES)[number];

export interface State {
  suites: string[];
  weights: string | null;
  runtime: string | null;
  /** Hold all against this model; null: each against its own teacher. */
  against: string | null;
  text: string;
  method: string | null;
  teacher: string | null;
  megabytes: number | null;
  callable: boolean;
  /** Null: as they are ranked. */
  order: Order | null;
  /** In points of the score: what may be lost. */
  margin: number;
  axis: Axis;
  /** What of the address makes no sense and was left out, a sentence each. */
  problems: string[];
}

export function readState(query: URLSearchParams): State {
  const problems: string[] = [];
  const positive = (name: string, fallback: number | null): number | null => {
    const text = query.get(name);
    if (text === null || text === "") return fallback;
    const value = Number(text);
    if (value > 0 && value < Infinity) return value;
    problems.push(`${name}=${text.slice(0, 40)} is not a number above 0, and was left out.`);
    return fallback;
  };
  const axis = query.get("x") ?? "bytes";
  const isAxis = (text: string): text is Axis => AXES.some((known) => known === text);
  if (!isAxis(axis)) problems.push(`x=${axis.slice(0, 40)} is no axis: there are ${AXES.join(", ")}.`);
  return {
    suites: [...new Set(query.getAll("suite"))],
    weights: query.get("weights"),
    runtime: query.get("runtime"),
    against: query.get("against"),
    text: query.get("q") ?? "",
    method: query.get("method"),
    teacher: query.get("teacher"),
    megabytes: positive("mb", null),
    callable: query.get("callable") === "yes",
    order: orderOf(query.get("order")),
    margin: positive("margin", 2)!,
    axis: isAxis(axis) ? axis : "bytes",
    problems,
  };
}

/** What the server is asked; null without a suite. */
export function boardPath({ suites, weights, runtime, against }: State): string | null {
  if (suites.length === 0) return null;
  const query = new URLSearchParams(suites.map((suite) => ["suite", suite]));
  for (const [name, value] of Object.entries({ weights, runtime, against })) if (value) query.set(name, value);
  return `/v1/leaderboard?${query}`;
}

/** Whether a row is shown. A teacher's family is the teacher and those that learnt from it. */
export function passes({ text, method, teacher, megabytes, callable }: State): (row: LeaderboardRow) => boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return (row) =>
    words.every((word) => `${row.model} ${row.method ?? ""} ${row.teacher ?? ""}`.toLowerCase().includes(word)) &&
    (method === null || row.method === method) &&
    (teacher === null || row.model === teacher || row.teacher === teacher) &&
    (megabytes === null || (row.bytes !== null && row.bytes <= megabytes * 1e6)) &&
    (!callable || row.callable);
}
