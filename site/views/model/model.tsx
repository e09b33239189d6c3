/** One model: what it is, what it keeps of its teacher, how it was made, and how to use it. */
import { useRoute } from "preact-iso/router";
import { useLoaded } from "../../api/use-loaded.ts";
import { AskModel } from "../../ask/ask-model.tsx";
import { WhenAnswered } from "../../parts/answered.tsx";
import { useTitle } from "../../parts/title.ts";
import { Facts } from "./facts.tsx";
import { ResultTable } from "./result-table.tsx";
import { resultsOf } from "./results.ts";
import { loadSubject, type Subject } from "./subject.ts";
import { Summary } from "./summary.tsx";
import { TrainingCurve } from "./training-curve.tsx";
import { UnderStress } from "./under-stress.tsx";
import { UseIt } from "./use-it.tsx";

export default function Model() {
  const { params } = useRoute();
  const ref = params.id ?? "";
  useTitle(ref);
  const { answer, again } = useLoaded(ref, loadSubject);
  return (
    <article class="model">
      <h1>{ref}</h1>
      <WhenAnswered answer={answer} what="what is known of it" again={again}>
        {(subject) => <Known key={`${subject.id}@${subject.version}`} subject={subject} />}
      </WhenAnswered>
      {answer.kind === "failed" && answer.status === 404 && (
        <p>
          <a href="/leaderboard">The leaderboard</a> lists the models that are known here.
        </p>
      )}
    </article>
  );
}

function Known({ subject }: { subject: Subject }) {
  const { card, runs, teacher } = subject;
  const results = resultsOf(runs, teacher?.runs ?? [], card?.trained_on ?? null);
  const suites = results.map(({ run }) => run.suite);
  return (
    <>
      <Summary subject={subject} results={results} />
      {card && subject.isCurrent && card.task !== "feature-extraction" && (
        <section>
          <h2>Ask it</h2>
          <AskModel id={subject.id} />
        </section>
      )}
      {card && <UseIt card={card} version={subject.version!} isCurrent={subject.isCurrent} />}
      <ResultTable subject={subject} results={results} />
      {suites.length > 0 && <UnderStress subject={subject} suites={suites} />}
      <TrainingCurve id={subject.id} card={card} />
      {card && <Facts card={card} version={subject.version!} />}
    </>
  );
}
