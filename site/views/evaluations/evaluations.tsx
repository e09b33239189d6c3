/** Runs that there are, evaluations under way, and a form that starts one. */
import type { ModelList, SuiteSummary } from "../../api/models.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { WhenAnswered } from "../../parts/answered.tsx";
import { useTitle } from "../../parts/title.ts";
import { RunList } from "./run-list.tsx";
import { StartForm } from "./start-form.tsx";
import { UnderWay } from "./under-way.tsx";

export default function Evaluations() {
  useTitle("Evaluations");
  const models = useAnswer<ModelList>("/v1/models");
  const suites = useAnswer<{ suites: SuiteSummary[] }>("/v1/suites");
  return (
    <article class="evaluations">
      <h1>Evaluations</h1>
      <p>
        An evaluation has a model answer a suite’s rows and ends in a run: figures with intervals, and every answer.
      </p>
      <UnderWay />
      <WhenAnswered answer={models.answer} what="the models" again={models.again}>
        {(list) => (
          <WhenAnswered answer={suites.answer} what="the suites" again={suites.again}>
            {(known) => (
              <>
                <StartForm models={list.models} suites={known.suites} />
                <RunList suites={known.suites} />
              </>
            )}
          </WhenAnswered>
        )}
      </WhenAnswered>
    </article>
  );
}
