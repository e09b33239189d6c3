/** Shares of the units that come from now on. */
import { useState } from "preact/hooks";
import type { ExperimentReport } from "../../../eval/reports/experiment.ts";
import { askJson } from "../../api/client.ts";
import { experimentUrl } from "../../api/experiments.ts";
import { noKey } from "../../api/key.ts";
import { Problem } from "../../parts/answered.tsx";
import { equalPercents, percentOf, percentsFlaw, sharesOf } from "./percents.ts";
import { WeightsFlaw } from "./weights-flaw.tsx";

interface Props {
  report: ExperimentReport;
  onChanged: (report: ExperimentReport) => void;
}

export function WeightsForm({ report, onChanged }: Props) {
  const names = report.variants.map(({ name }) => name);
  // As they are until somebody types.
  const [typed, setTyped] = useState<string[] | null>(null);
  const percents = typed ?? report.variants.map(({ weight }) => percentOf(weight));
  const [why, setWhy] = useState<string | null>(null);
  const [said, setSaid] = useState("");
  const flaw = percentsFlaw(percents, names);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setSaid("");
    const wrong = flaw ?? noKey() ?? null;
    setWhy(wrong);
    if (wrong !== null) return;
    const shares = sharesOf(percents);
    const weights = Object.fromEntries(names.map((name, i) => [name, shares[i]!]));
    try {
      onChanged(await askJson<ExperimentReport>(experimentUrl(report.id), { method: "PATCH", body: { weights } }));
      setTyped(null);
      setSaid("The weights are changed.");
    } catch (error) {
      setWhy((error as Error).message);
    }
  };
  return (
    <form onSubmit={submit} noValidate aria-labelledby="weights-title">
      <h3 id="weights-title">Weights</h3>
      <p>They hold for units that come from now on; those that have a variant keep it.</p>
      <div class="fields">
        {names.map((name, i) => (
          <label key={name}>
            {name}, %
            <input
              class="short"
              inputMode="decimal"
              value={percents[i]}
              onInput={(event) => setTyped(percents.with(i, event.currentTarget.value))}
            />
          </label>
        ))}
        <button type="submit" disabled={typed === null}>
          Change weights
        </button>
      </div>
      <WeightsFlaw flaw={flaw} onEqual={() => setTyped(equalPercents(names.length))} />
      {why !== null && <Problem why={why} />}
      <p class="quiet" role="status">
        {said}
      </p>
    </form>
  );
}
