/** What a leaderboard says: in words, as a picture, as a table. */
import type { Leaderboard } from "../../../eval/leaderboard/board.ts";
import type { Change } from "../../address.ts";
import type { SuiteSummary } from "../../api/models.ts";
import { DataTable } from "../../parts/data-table.tsx";
import { orderText } from "../../parts/order.ts";
import { runtimeName } from "../../parts/runtimes.ts";
import { AXIS_INFOS, BoardChart } from "./board-chart.tsx";
import { boardColumns } from "./columns.tsx";
import { Filters } from "./filters.tsx";
import { runtimesOf } from "./runtimes.ts";
import { ShipAnswer } from "./ship-answer.tsx";
import { AXES, passes, type State } from "./state.ts";

interface Props {
  board: Leaderboard;
  state: State;
  suites: readonly SuiteSummary[];
  change: (change: Change, push?: boolean) => void;
}

export function Board({ board, state, suites, change }: Props) {
  const scored = board.rows.filter((row) => state.suites.some((suite) => row.scores[suite] !== undefined));
  const names = state.suites.join(" and ");
  if (scored.length === 0)
    return (
      <p>
        No model has a whole run on {names}
        {state.runtime !== null && ` by ${runtimeName(state.runtime)}`}. Measure one:{" "}
        <code>
          npx retort eval {board.rows[0]?.model ?? "MODEL"} --suite {state.suites[0]}
          {state.runtime !== null && ` --runtime ${state.runtime}`}
        </code>
      </p>
    );
  const shown = scored.filter(passes(state));
  const { usual, differ, mixed } = runtimesOf(shown, state.suites);
  const counted = state.suites.map((suite) => suites.find(({ id }) => id === suite)?.rows);
  const examples = counted.every((rows) => rows !== undefined)
    ? counted.reduce((sum, rows) => sum + rows, 0)
    : undefined;
  return (
    <>
      <Filters state={state} rows={scored} shown={shown.length} change={change} />
      {shown.length === 0 ? (
        <p>No model passes these filters.</p>
      ) : (
        <>
          {differ && (
            <p class="notice">
              Not all scores are by {runtimeName(usual)}: another runtime is named below the score, and what follows
              mixes them. Choose a runtime above to hold like against like.
              {mixed.length > 0 && ` Scores of several runtimes in one row: ${mixed.join(", ")}.`}
            </p>
          )}
          <ShipAnswer
            rows={shown}
            suites={state.suites}
            examples={examples}
            margin={state.margin}
            onMargin={(margin) => change({ margin })}
          />
          <fieldset class="axis">
            <legend>Score against</legend>
            {AXES.map((axis) => (
              <label key={axis}>
                <input type="radio" name="x" checked={state.axis === axis} onChange={() => change({ x: axis })} />{" "}
                {AXIS_INFOS[axis].says}
              </label>
            ))}
          </fieldset>
          <BoardChart rows={shown} methods={methodsOf(board)} suites={state.suites} axis={state.axis} />
          <h2>All figures</h2>
          <DataTable
            caption={`Models on ${names}, ${board.ranked_by === "dynascore" ? "ranked by weights" : "ranked by score"}`}
            columns={boardColumns(board, state.suites, usual)}
            rows={shown}
            keyOf={(row) => row.model}
            file={`leaderboard-${names.replaceAll("/", "-").replaceAll(" ", "-")}`}
            order={state.order}
            onOrder={(order) => change({ order: orderText(order) })}
          />
          <Notes board={board} />
        </>
      )}
    </>
  );
}

/** Most frequent first, so that those have colours of their own. */
function methodsOf({ rows }: Leaderboard): string[] {
  const counts = new Map<string, number>();
  for (const { method } of rows) counts.set(method ?? "unknown", (counts.get(method ?? "unknown") ?? 0) + 1);
  return [...counts].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([method]) => method);
}

const Notes = ({ board }: { board: Leaderboard }) => (
  <dl class="notes">
    {board.ranked_by === "performance" && (
      <>
        <dt>#</dt>
        <dd>
          The rank, and in brackets all that so many rows leave open: each range holds the true one in 95 of 100 cases.
        </dd>
      </>
    )}
    <dt>Better, worse, can't tell</dt>
    <dd>
      Row by row against the teacher (or the model chosen above), on the same rows. The more models are tested at once,
      the more would seem worse by chance: p is adjusted by Holm's method over all that are held against one model, and
      below 0.05 the difference counts. “Can't tell” does not mean equal.
    </dd>
    <dt>Kept, Smaller</dt>
    <dd>The score over the teacher's; the teacher's bytes over the model's.</dd>
    <dt>Robust</dt>
    <dd>
      The share of the score that is left under ten kinds of typos and the like; a dash where not all have been run.
    </dd>
    <dt>Latency</dt>
    <dd>The median of what a client measured, 32 tokens; a dash where nobody has.</dd>
    <dt>Front</dt>
    <dd>No other model is as good in all of {board.pareto_over.join(", ")} and better in one (Pareto).</dd>
  </dl>
);
