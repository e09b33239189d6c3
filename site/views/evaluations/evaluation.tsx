/** One evaluation: how far it is, and once it is over its run. */
import { useRoute } from "preact-iso/router";
import { ApiError, askJson } from "../../api/client.ts";
import { type Evaluation as Asked, isOver, type RunRecord } from "../../api/evaluations.ts";
import { useLoaded } from "../../api/use-loaded.ts";
import { WhenAnswered } from "../../parts/answered.tsx";
import { useTitle } from "../../parts/title.ts";
import { Ended } from "./ended.tsx";
import { Followed } from "./followed.tsx";
import { Run } from "./run.tsx";

type Outcome = { kind: "run"; run: RunRecord } | { kind: "evaluation"; evaluation: Asked };

/** A run that was recorded or submitted was never asked for as an evaluation; one under way has no run yet. */
async function outcomeOf(id: string, signal: AbortSignal): Promise<Outcome> {
  const found = await orMissing(askJson<RunRecord>(`/v1/runs/${encodeURIComponent(id)}`, { signal }));
  if (found !== null) return { kind: "run", run: found };
  const evaluation = await orMissing(askJson<Asked>(`/v1/evals/${encodeURIComponent(id)}`, { signal }));
  if (evaluation === null) throw new ApiError(404, `There is no run and no evaluation ${id}.`);
  return { kind: "evaluation", evaluation };
}

const orMissing = <Value,>(answer: Promise<Value>): Promise<Value | null> =>
  answer.catch((error) => {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  });

export default function Evaluation() {
  const { params } = useRoute();
  const id = params.id ?? "";
  const { answer, again } = useLoaded(id, outcomeOf);
  const title = answer.kind === "there" ? titleOf(answer.value) : id;
  useTitle(title);
  return (
    <article class="evaluation">
      <p class="quiet">
        <a href="/evaluations">Evaluations</a>
      </p>
      <h1>{title}</h1>
      <WhenAnswered answer={answer} what="the evaluation" {...(!isMissing(answer) && { again })}>
        {(outcome) => {
          if (outcome.kind === "run") return <Run run={outcome.run} />;
          const { evaluation } = outcome;
          if (isOver(evaluation) && evaluation.status !== "complete") return <Ended evaluation={evaluation} />;
          return <Followed key={id} first={evaluation} onOver={again} />;
        }}
      </WhenAnswered>
    </article>
  );
}

const isMissing = (answer: { kind: string; status?: number }) => answer.kind === "failed" && answer.status === 404;

function titleOf(outcome: Outcome): string {
  const { model, suite } = outcome.kind === "run" ? outcome.run : outcome.evaluation;
  return `${model} on ${suite}`;
}
