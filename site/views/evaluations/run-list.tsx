/** All runs, the newest first, by suite and by model; a page at a time. */
import { changed, modelPath, useQuery } from "../../address.ts";
import { partOf, type RunPage, type RunRecord, runPath } from "../../api/evaluations.ts";
import type { SuiteSummary } from "../../api/models.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { moment } from "../../format.ts";
import { WhenAnswered } from "../../parts/answered.tsx";
import { ends, figure, rowCount } from "../../parts/columns.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { titleOf } from "../../parts/metrics.ts";
import { typed } from "../../parts/typed.ts";

const PAGE = "25";

export function RunList({ suites }: { suites: readonly SuiteSummary[] }) {
  const { query, change } = useQuery();
  const [suite, model, after] = ["suite", "model", "after"].map((name) => query.get(name)) as (string | null)[];
  const { answer, again } = useAnswer<RunPage>(`/v1/runs${changed("", { suite, model, limit: PAGE, cursor: after })}`);
  const filter = (wanted: { suite: string | null } | { model: string | null }) => change({ ...wanted, after: null });
  return (
    <section>
      <h2>Runs</h2>
      <div class="fields">
        <label>
          Suite{" "}
          <select value={suite ?? ""} onChange={(event) => filter({ suite: typed(event) || null })}>
            <option value="">all</option>
            {suites.map(({ id }) => (
              <option key={id}>{id}</option>
            ))}
          </select>
        </label>
        <label>
          Model{" "}
          <input
            key={model}
            type="search"
            defaultValue={model ?? ""}
            placeholder="all"
            onChange={(event) => filter({ model: typed(event).trim() || null })}
          />
        </label>
        {(suite ?? model) !== null && (
          <button type="button" onClick={() => change({ suite: null, model: null, after: null })}>
            Show all
          </button>
        )}
      </div>
      <WhenAnswered answer={answer} what="the runs" again={again}>
        {({ runs, next }) =>
          runs.length === 0 ? (
            <p>
              There is no such run{(suite ?? model) === null && " yet"}. Start an evaluation above, or{" "}
              <code>
                npx retort eval {model ?? "sst2-teacher"} --suite {suite ?? "retort/reviews"}
              </code>
            </p>
          ) : (
            <>
              <DataTable
                caption={after === null ? "The newest runs" : "Older runs"}
                columns={COLUMNS}
                rows={runs}
                keyOf={({ id }) => id}
                file="runs"
              />
              <p>
                {after !== null && (
                  <button type="button" onClick={() => change({ after: null }, true)}>
                    Newest
                  </button>
                )}{" "}
                {next !== undefined && (
                  <button type="button" onClick={() => change({ after: next }, true)}>
                    Older
                  </button>
                )}
              </p>
            </>
          )
        }
      </WhenAnswered>
    </section>
  );
}

const primary = ({ metrics, primary: name }: RunRecord) => metrics[name];

/** How many are in the next column. */
const partInAWord = ({ limit, sample, perturbation }: RunRecord): string =>
  [limit !== undefined && "first rows", sample !== undefined && "sample", perturbation].filter(Boolean).join(", ") ||
  "whole";

const COLUMNS: Column<RunRecord>[] = [
  {
    ...{ id: "created_at", title: "When", heads: true },
    value: ({ created_at }) => created_at,
    cell: ({ id, created_at }) => <a href={runPath(id)}>{moment(created_at)}</a>,
  },
  {
    ...{ id: "model", title: "Model" },
    value: ({ model }) => model,
    cell: ({ model, version }) => <a href={modelPath(version === null ? model : `${model}@${version}`)}>{model}</a>,
  },
  { id: "version", title: "", hidden: true, value: ({ version }) => version },
  { id: "suite", title: "Suite", value: ({ suite }) => suite },
  { id: "part", title: "Part", value: (run) => partOf(run), cell: partInAWord },
  rowCount(),
  { id: "metric", title: "Metric", value: (run) => titleOf(run.primary) },
  figure("score", "Score", (run) => primary(run)?.value),
  ...ends<RunRecord>("", "95 % interval", (run) => primary(run)?.ci95),
  { id: "errors", title: "Errors", numeric: true, value: ({ errors }) => errors },
  { id: "run", title: "", hidden: true, value: ({ id }) => id },
];
