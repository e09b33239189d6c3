import { type Evaluation, isOver, partOf, runPath } from "../../api/evaluations.ts";
import { usePolled } from "../../api/use-polled.ts";
import { age } from "../../format.ts";

interface Evaluations {
  evals: Evaluation[];
}

const EVERY_MS = 3000;
/** Those that ended badly are told for so long; those that went well are among the runs. */
const TOLD_MS = 24 * 3600 * 1000;

const failedLately = ({ status, created_at }: Evaluation): boolean =>
  status === "failed" && Date.now() - Date.parse(created_at) < TOLD_MS;

/** What runs or waits, and what failed today. Nothing where there is nothing of the kind. */
export function UnderWay() {
  const { answer, stale } = usePolled<Evaluations>("/v1/evals?limit=50", EVERY_MS, ({ evals }) => !evals.every(isOver));
  if (answer.kind !== "there") return null;
  const { evals } = answer.value;
  const going = evals.filter((each) => !isOver(each));
  const failed = evals.filter(failedLately);
  return (
    <>
      {going.length > 0 && (
        <section>
          <h2>Under way</h2>
          <ul>
            {going.map((each) => (
              <li key={each.id}>
                <Named of={each} />
                <progress
                  {...(each.status === "running" && { value: each.progress.done })}
                  max={each.progress.total}
                  aria-label={`${each.model} on ${each.suite}`}
                />{" "}
                <span class="quiet">
                  {each.status === "queued"
                    ? "waits for its turn"
                    : `${each.progress.done.toLocaleString("en")} of ${each.progress.total.toLocaleString("en")} rows`}
                </span>
              </li>
            ))}
          </ul>
          {stale !== null && <p class="open">{stale}</p>}
        </section>
      )}
      {failed.length > 0 && (
        <section>
          <h2>Failed today</h2>
          <ul>
            {failed.map((each) => (
              <li key={each.id}>
                <Named of={each} /> <span class="bad">{each.error ?? "It does not say why."}</span>{" "}
                <span class="quiet">{age(each.created_at)} ago</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Named({ of: each }: { of: Evaluation }) {
  const part = partOf(each);
  return (
    <a href={runPath(each.id)}>
      {each.model} on {each.suite}
      {part && `, ${part}`}
    </a>
  );
}
