/** Two models on the same rows: which is better, by how much, where, and on which rows. All of its state is in the address. */
import type { PairComparison } from "../../../eval/reports/comparison.ts";
import { useQuery } from "../../address.ts";
import type { ModelList, SuiteSummary } from "../../api/models.ts";
import { useRuns } from "../../api/runs.ts";
import { standings } from "../../api/standings.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { Problem, WhenAnswered } from "../../parts/answered.tsx";
import { useTitle } from "../../parts/title.ts";
import { ChoosePair } from "./choose-pair.tsx";
import { Examples } from "./examples.tsx";
import { readFilter } from "./filter-examples.ts";
import { namesOf } from "./names.ts";
import { type Asked, fillIn } from "./pair.ts";
import { Slices } from "./slices.tsx";
import { Figures, VerdictWords } from "./verdict-words.tsx";

export default function ComparisonView() {
  const { query, change } = useQuery();
  const { answer: suites, again: suitesAgain } = useAnswer<{ suites: SuiteSummary[] }>("/v1/suites");
  const { answer: models } = useAnswer<ModelList>("/v1/models");
  const { answer: runs, again: runsAgain } = useRuns();
  const measured = standings(runs.kind === "there" ? runs.value : []);
  const named: Asked = { suite: query.get("suite"), a: query.get("a"), b: query.get("b") };
  const [runA, runB, metric] = ["run_a", "run_b", "metric"].map((name) => query.get(name)) as (string | null)[];
  const byRuns = runA !== null && runB !== null;
  const teachers = new Map(models.kind === "there" ? models.value.models.map(({ id, teacher }) => [id, teacher]) : []);
  const isReady = runs.kind !== "waiting" && models.kind !== "waiting";
  const filled = isReady && !byRuns ? fillIn(named, measured, (model) => teachers.get(model) ?? null) : named;
  const { answer, again } = useAnswer<PairComparison>(
    byRuns ? pathOf({ run_a: runA!, run_b: runB!, metric }) : pathOf({ ...filled, metric }),
  );
  const there = answer.kind === "there" ? answer.value : null;
  const shown: Asked =
    byRuns && there ? { suite: there.suite, a: there.models.a.model, b: there.models.b.model } : filled;
  useTitle(there ? `${namesOf(there).a} against ${namesOf(there).b}` : "Comparison");
  const canAsk = byRuns || (shown.suite !== null && shown.a !== null && shown.b !== null);
  const listAgain = () => {
    suitesAgain();
    runsAgain();
  };
  return (
    <div class="comparison">
      <h1>Comparison</h1>
      <WhenAnswered answer={suites} what="the suites" again={listAgain}>
        {({ suites: all }) => (
          <ChoosePair asked={shown} metric={metric ?? null} suites={all} measured={measured} change={change} />
        )}
      </WhenAnswered>
      {suites.kind !== "failed" && runs.kind === "failed" && (
        <Problem why={`The runs can't be listed: ${runs.why}`} again={listAgain} />
      )}
      {!byRuns && named.a === null && named.b === null && canAsk && isReady && (
        <p class="quiet">
          No models were named: these are a teacher and its most accurate student. Choose any two above.
        </p>
      )}
      {byRuns && (
        <p class="quiet">
          Of two runs: {runA} and {runB}.
        </p>
      )}
      {!canAsk && isReady && runs.kind === "there" && <NothingToCompare suite={shown.suite} />}
      {canAsk && (
        <WhenAnswered answer={answer} what="the comparison; the first time it takes seconds" again={again}>
          {(value) => (
            <>
              <VerdictWords answer={value} />
              <Figures answer={value} />
              <Slices answer={value} by={query.get("by")} onBy={(by) => change({ by })} />
              <Examples
                answer={value}
                suite={suites.kind === "there" ? suites.value.suites.find(({ id }) => id === value.suite) : undefined}
                filter={readFilter(query)}
                change={change}
              />
            </>
          )}
        </WhenAnswered>
      )}
    </div>
  );
}

/** Null where something is left open. */
function pathOf({ metric, ...asked }: Record<string, string | null | undefined>): string | null {
  const named = Object.entries(asked);
  if (named.some(([, value]) => !value)) return null;
  const query = new URLSearchParams(named as [string, string][]);
  if (metric) query.set("metric", metric);
  return `/v1/comparisons?${query}`;
}

const NothingToCompare = ({ suite }: { suite: string | null }) => (
  <p>
    {suite === null ? "No suite has two models with a whole run yet." : `${suite} has no two models with a whole run.`}{" "}
    Measure another: <code>npx retort eval MODEL --suite {suite ?? "SUITE"}</code>
  </p>
);
