import { expect, test } from "vitest";
import type { LeaderboardRow } from "../../../eval/leaderboard/board.ts";
import { orderText } from "../../parts/order.ts";
import { boardPath, passes, readState } from "./state.ts";

const read = (query: string) => readState(new URLSearchParams(query));

test("an address says all of the view's state", () => {
  expect(
    read(
      "suite=a/b&suite=a/c&weights=performance:1,bytes:0.5&runtime=ort&mb=5&callable=yes&order=-bytes&margin=3&x=latency",
    ),
  ).toMatchObject({
    suites: ["a/b", "a/c"],
    megabytes: 5,
    callable: true,
    order: { by: "bytes", down: true },
    margin: 3,
    axis: "latency",
    problems: [],
  });
  expect(orderText({ by: "bytes", down: true })).toBe("-bytes");
});

test("what makes no sense is left out, with a sentence each", () => {
  const { problems, megabytes, margin, axis } = read("mb=many&margin=-1&x=price");
  expect([megabytes, margin, axis]).toEqual([null, 2, "bytes"]);
  expect(problems).toEqual([
    "x=price is no axis: there are bytes, latency, parameters.",
    "mb=many is not a number above 0, and was left out.",
    "margin=-1 is not a number above 0, and was left out.",
  ]);
});

test("the server is asked for suites, weights, runtime and reference alone, and for nothing without a suite", () => {
  expect(boardPath(read("suite=a/b&suite=a/c&runtime=ort&q=svd"))).toBe(
    "/v1/leaderboard?suite=a%2Fb&suite=a%2Fc&runtime=ort",
  );
  expect(boardPath(read("runtime=ort"))).toBeNull();
});

const row = (model: string, more: Partial<LeaderboardRow>) =>
  ({ model, method: "svd", teacher: null, bytes: 1_000_000, callable: true, ...more }) as LeaderboardRow;
const ROWS = [
  row("films-teacher", { method: "teacher", bytes: 20_000_000 }),
  row("films-svd", { teacher: "films-teacher", bytes: 2_000_000 }),
  row("films-kd", { teacher: "films-teacher", method: "kd", bytes: 10_000_000, callable: false }),
  row("other", { bytes: null }),
];

test.each([
  ["q=FILMS+kd", ["films-kd"]],
  ["method=svd", ["films-svd", "other"]],
  ["teacher=films-teacher", ["films-teacher", "films-svd", "films-kd"]],
  ["mb=10", ["films-svd", "films-kd"]],
  ["callable=yes&mb=10", ["films-svd"]],
  ["q=none", []],
])("%s filters", (query, shown) => {
  expect(ROWS.filter(passes(read(query))).map(({ model }) => model)).toEqual(shown);
});
