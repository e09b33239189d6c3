import { expect, test } from "vitest";
import { EVALUATION_EVERY, type Job, nextJob, OLDEST_EVERY } from "./next-job.ts";

const request = (number: number, left: number): Job => ({ kind: "request", number, left });
const evaluation = (number: number): Job => ({ kind: "evaluation", number, left: 1 });

test("nobody waits", () => {
  expect(nextJob([], 0)).toBeUndefined();
});

test("the request with least to do, of equals the first", () => {
  const jobs = [request(0, 900), request(3, 10), request(1, 10), evaluation(2)];
  expect(nextJob(jobs, 0)?.number).toBe(1);
});

test("an evaluation goes on when no request waits, whatever turn it is", () => {
  for (let turn = 0; turn < 20; turn++) expect(nextJob([evaluation(2), evaluation(1)], turn)?.number).toBe(1);
});

/** What each of the jobs got of so many turns, short requests coming without end. */
function shares(turns: number): Record<string, number> {
  const long = { name: "long", ...request(0, 1e6) };
  const test = { name: "evaluation", ...evaluation(1) };
  const got: Record<string, number> = {};
  for (let turn = 0; turn < turns; turn++) {
    const { name } = nextJob([long, test, { name: "short", ...request(turn + 2, 1) }], turn)!;
    got[name] = (got[name] ?? 0) + 1;
  }
  return got;
}

test("under a stream of short requests, the oldest and evaluations keep their shares", () => {
  const turns = 1000;
  const got = shares(turns);
  expect(got.evaluation).toBe(turns / EVALUATION_EVERY);
  expect(got.long).toBe(turns / OLDEST_EVERY - turns / EVALUATION_EVERY); // every second of its turns is an evaluation's, too
  expect(got.short).toBe(turns - got.evaluation! - got.long!);
});
