/** The verdict of a comparison in words, and the figures that it rests on. */
import type { PairComparison } from "../../../eval/reports/comparison.ts";
import { runPath } from "../../api/evaluations.ts";
import { fraction, interval, percent, points, pointsInterval, pValue, signedPoints } from "../../format.ts";
import { disagree, mostLost, verdictOf } from "../../parts/comparison-verdict.ts";
import { nameOf, titleOf } from "../../parts/metrics.ts";
import { namesOf } from "./names.ts";

export function VerdictWords({ answer }: { answer: PairComparison }) {
  const names = namesOf(answer);
  const { n, difference, ci95, p_value, metric, suite, models, minimum_detectable_difference: detectable } = answer;
  const rows = `${n.toLocaleString("en")} rows`;
  if (models.a.run === models.b.run)
    return (
      <p class="judged open">
        <strong>This is one run held against itself.</strong> Choose another model to compare it with.
      </p>
    );
  const verdict = verdictOf(answer);
  const lost = mostLost(answer);
  const figure = titleOf(metric);
  // Told of the better one, which gains: both ends are turned where that is not what a - b says.
  const turned = verdict !== "open" && difference !== null && difference < 0;
  const gained: typeof ci95 = turned && ci95 ? [-ci95[1], -ci95[0]] : ci95;
  const evidence = `95\u00a0% interval ${pointsInterval(gained)}, ${pValue(p_value)}`;
  if (verdict === "undefined")
    return (
      <p class="judged">
        <strong>{figure} has no difference on these rows:</strong> it is undefined for one of the two.
      </p>
    );
  return (
    <div class="judged">
      {verdict === "open" ? (
        <>
          <p>
            <strong class="open">{rows} can't tell them apart.</strong> {figure} of {names.a} on {suite} is{" "}
            {difference === 0 ? "the same" : `${points(difference!)} ${difference! < 0 ? "lower" : "higher"}`}:{" "}
            {evidence}.
          </p>
          <p>
            That doesn't make them equal
            {lost !== null && lost > 0 && `: ${names.a} may be worse by as much as ${points(lost)}`}.
          </p>
        </>
      ) : (
        <>
          <p>
            <strong class={verdict === "a" ? "good" : "bad"}>
              {names[verdict]} is better by {points(difference!)}
            </strong>{" "}
            of {nameOf(metric)} than {names[verdict === "a" ? "b" : "a"]} on {suite}: {evidence}.
          </p>
          <p>
            Were the two equally good, so many rows would show a difference this large in{" "}
            {p_value! < 0.001 ? "less than 0.1\u00a0%" : percent(p_value).replace(" ", "\u00a0")} of cases.
          </p>
        </>
      )}
      {detectable !== null && detectable > 0 && (
        <p class="quiet">
          {rows} find a difference of {points(detectable)} four times in five; smaller ones they mostly miss.
        </p>
      )}
      {disagree(answer) && (
        <p class="quiet">Interval and p disagree, as they may near the border: take it as hardly settled.</p>
      )}
    </div>
  );
}

const TESTS = {
  "mcnemar-exact": "McNemar's exact test",
  "mcnemar-clustered": "McNemar's test by clusters",
  "paired-bootstrap": "paired bootstrap",
} as const;

export function Figures({ answer }: { answer: PairComparison }) {
  const names = namesOf(answer);
  const { models, discordant, agreement, test, p_value, mid_p, randomisation_p, left_out, n, clusters } = answer;
  return (
    <section aria-labelledby="figures">
      <h2 id="figures">The figures</h2>
      <div class="sides">
        {(["a", "b"] as const).map((side) => (
          <div key={side} class="side">
            <h3>{names[side]}</h3>
            <p class="figure">{fraction(answer[side])}</p>
            <p class="quiet">
              {titleOf(answer.metric)}, 95&nbsp;% interval {interval(models[side].ci95)}
            </p>
            {discordant && (
              <p>
                Alone right on <strong>{discordant[`${side}_only`].toLocaleString("en")}</strong> rows
              </p>
            )}
            <p>
              <a href={runPath(models[side].run)}>Its run</a>
            </p>
            {models[side].subset !== undefined && <p class="open">Learnt from {models[side].subset}</p>}
          </div>
        ))}
        <div class="side">
          <h3>Difference</h3>
          <p class="figure">{signedPoints(answer.difference)}</p>
          <p class="quiet">points, 95&nbsp;% interval {pointsInterval(answer.ci95)}</p>
          {agreement !== null && (
            <p>
              The same answer on <strong>{percent(agreement)}</strong> of {n.toLocaleString("en")} rows
            </p>
          )}
        </div>
      </div>
      <p class="quiet">
        {TESTS[test]}: {pValue(p_value)}
        {mid_p !== undefined && `; mid-${pValue(mid_p)}`}
        {randomisation_p !== undefined && `; by randomisation ${pValue(randomisation_p)}`}.
        {left_out !== undefined &&
          ` ${left_out.toLocaleString("en")} tests ask nothing of a model that answers so, and are left out.`}
        {clusters?.widening &&
          ` Rows with the same ${clusters.by} are one draw, and there are ${clusters.n.toLocaleString("en")}: the interval is ${clusters.widening.toFixed(1)} times as wide as of rows by themselves.`}
      </p>
    </section>
  );
}
