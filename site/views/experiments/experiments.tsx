/** The experiments there are, and how one is made. */
import { useRef } from "preact/hooks";
import type { ExperimentSummary } from "../../../eval/reports/experiment.ts";
import { useQuery } from "../../address.ts";
import type { ExperimentList } from "../../api/experiments.ts";
import type { ModelList } from "../../api/models.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { age, moment } from "../../format.ts";
import { WhenAnswered } from "../../parts/answered.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { orderOf, orderText } from "../../parts/order.ts";
import { useTitle } from "../../parts/title.ts";
import { NewExperiment } from "./new-experiment.tsx";
import { VERDICT_TONES, VERDICT_WORDS } from "./words.ts";

const COLUMNS: Column<ExperimentSummary>[] = [
  {
    id: "name",
    title: "Name",
    value: ({ name }) => name,
    cell: ({ id, name }) => (
      <a class="given-name" href={`/experiments/${encodeURIComponent(id)}`}>
        {name}
      </a>
    ),
    heads: true,
  },
  {
    id: "verdict",
    title: "Verdict",
    value: ({ verdict }) => verdict,
    cell: ({ verdict, variants }) => (
      <>
        <span class={`one-line ${VERDICT_TONES[verdict]}`}>{VERDICT_WORDS[verdict]}</span>
        {variants.length > 2 && <br />}
        {variants.length > 2 && <span class="hint">of the first candidate</span>}
      </>
    ),
  },
  { id: "n", title: "Judged units", value: ({ n }) => n, cell: ({ n }) => n.toLocaleString("en"), numeric: true },
  { id: "id", title: "Id", value: ({ id }) => id, hidden: true },
  { id: "task", title: "Task", value: ({ task }) => task, hidden: true },
  { id: "status", title: "Status", value: ({ status }) => status },
  { id: "mode", title: "Mode", value: ({ mode }) => mode },
  {
    id: "variants",
    title: "Variants",
    value: ({ variants }) => variants.join(", "),
    cell: ({ variants }) => (
      <span class="lines">
        {variants.map((name) => (
          <span key={name}>{name}</span>
        ))}
      </span>
    ),
  },
  {
    id: "created_at",
    title: "Made",
    value: ({ created_at }) => created_at,
    cell: ({ created_at }) => (
      <time class="one-line" title={moment(created_at)}>
        {age(created_at)} ago
      </time>
    ),
  },
  { id: "stopped_at", title: "Stopped", value: ({ stopped_at }) => stopped_at, hidden: true },
];

export default function Experiments() {
  useTitle("Experiments");
  const { query, change } = useQuery();
  const { answer, again } = useAnswer<ExperimentList>("/v1/experiments?limit=1000");
  const isMaking = query.has("new");
  return (
    <>
      <h1>Experiments</h1>
      <p>
        An experiment puts models to the test on live traffic: it answers requests with one of several variants, takes
        feedback on whether answers were right, and says when a candidate is better, good enough or worse than the
        control.
      </p>
      {isMaking ? (
        <Making wanted={query.getAll("model")} />
      ) : (
        <p>
          <button type="button" class="main" onClick={() => change({ new: "1" }, true)}>
            New experiment
          </button>
        </p>
      )}
      <WhenAnswered answer={answer} what="the experiments" again={again}>
        {({ experiments }) =>
          experiments.length === 0 ? (
            <p class="quiet">There is none yet. What is made here, or by POST /v1/experiments, is listed then.</p>
          ) : (
            <DataTable
              caption={`${experiments.length} experiment${experiments.length === 1 ? "" : "s"}, the newest first`}
              columns={COLUMNS}
              rows={experiments}
              keyOf={({ id }) => id}
              file="experiments"
              order={orderOf(query.get("order"))}
              onOrder={(order) => change({ order: orderText(order) })}
            />
          )
        }
      </WhenAnswered>
    </>
  );
}

/** The form, which stays as it is once it is there: also when a key is entered that cannot read models. */
function Making({ wanted }: { wanted: readonly string[] }) {
  const { answer, again } = useAnswer<ModelList>("/v1/models");
  const kept = useRef<ModelList | undefined>(undefined);
  if (answer.kind === "there") kept.current ??= answer.value;
  if (kept.current?.models.length === 0)
    return (
      <p>
        No model is here yet: <code>npx retort publish out/…</code> brings one that you trained.
      </p>
    );
  if (kept.current !== undefined) return <NewExperiment models={kept.current.models} wanted={wanted} />;
  return (
    <WhenAnswered answer={answer} what="the models" again={again}>
      {() => null}
    </WhenAnswered>
  );
}
