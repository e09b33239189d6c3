/** Whether the figures may be believed. */
import type { ExperimentReport } from "../../../eval/reports/experiment.ts";
import { checkWords } from "./words.ts";

/** What is wrong, where something is: it belongs before any verdict. */
export function FailedChecks({ checks }: Pick<ExperimentReport, "checks">) {
  return (
    <>
      {checkWords(checks)
        .filter(({ ok }) => !ok)
        .map(({ id, words }) => (
          <p key={id} class="problem" role="alert">
            {words} Don't act on the figures until it is known why.
          </p>
        ))}
    </>
  );
}

/** In shadow mode there are no shares that could go wrong: every variant sees every unit. */
export function Checks({ checks }: Pick<ExperimentReport, "checks">) {
  return (
    <section aria-labelledby="checks-title">
      <h2 id="checks-title">Checks</h2>
      <ul class="checks">
        {checkWords(checks).map(({ id, ok, words }) => (
          <li key={id} class={ok ? "good" : "bad"}>
            <span class="ink">
              {ok ? "In order: " : "Not in order: "}
              {words}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
