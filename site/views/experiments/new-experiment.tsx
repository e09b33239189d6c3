/** The form that makes an experiment. What is filled in stays, whatever goes wrong. */

import { useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import type { ExperimentReport } from "../../../eval/reports/experiment.ts";
import type { Task } from "../../../r2-assets/format/names.ts";
import { askJson } from "../../api/client.ts";
import { noKey } from "../../api/key.ts";
import type { ModelSummary } from "../../api/models.ts";
import { Problem } from "../../parts/answered.tsx";
import { NeedsKey } from "../../parts/needs-key.tsx";
import { typed } from "../../parts/typed.ts";
import { LimitFields, ModeField } from "./design-fields.tsx";
import {
  bodyOf,
  type DraftVariant,
  equal,
  fitting,
  flawsOf,
  LEAST_VARIANTS,
  MOST_VARIANTS,
  newDraft,
  tasksOf,
  weightsFlaw,
  withOneMore,
  withoutOne,
} from "./draft.ts";
import { VariantFields } from "./variant-fields.tsx";
import { WeightsFlaw } from "./weights-flaw.tsx";

export function NewExperiment({ models, wanted }: { models: readonly ModelSummary[]; wanted: readonly string[] }) {
  const { route } = useLocation();
  const [draft, setDraft] = useState(() => newDraft(wanted, models));
  const [why, setWhy] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const { name, task, mode, variants, margin, feedbackDays } = draft;
  const set = (change: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...change }));
  const control = variants[0]!.model;
  const beside = fitting(models, task, control);
  const weights = weightsFlaw(draft);

  /** What no longer fits is no longer chosen. */
  const settle = (change: Partial<typeof draft>) => {
    const next = { ...draft, ...change };
    const first = fitting(models, next.task, "").some(({ id }) => id === next.variants[0]!.model);
    const left = fitting(models, next.task, next.variants[0]!.model);
    const kept = (each: DraftVariant, i: number) =>
      (i === 0 ? first : left.some(({ id }) => id === each.model)) ? each : { ...each, model: "", version: "" };
    setDraft({ ...next, variants: next.variants.map(kept) });
  };
  const changeVariant = (key: number, change: Partial<DraftVariant>) =>
    settle({ variants: variants.map((each) => (each.key === key ? { ...each, ...change } : each)) });

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const flaw = flawsOf(draft)[0] ?? weights ?? noKey();
    if (flaw !== undefined) {
      setWhy(flaw);
      return;
    }
    setBusy(true);
    setWhy(null);
    try {
      const { id } = await askJson<ExperimentReport>("/v1/experiments", { method: "POST", body: bodyOf(draft) });
      route(`/experiments/${id}`);
    } catch (error) {
      setWhy((error as Error).message);
      setBusy(false);
    }
  };
  const tasks = [...new Set(models.flatMap(tasksOf))].toSorted();
  return (
    <section>
      <h2 id="new-title">New experiment</h2>
      <NeedsKey what="To make an experiment" scope="write" />
      <form class="new-experiment" onSubmit={submit} noValidate aria-labelledby="new-title">
        <div class="fields">
          <label>
            Experiment's name
            <input maxLength={100} value={name} onInput={(event) => set({ name: typed(event) })} />
          </label>
          <label>
            Task
            <select value={task} onChange={(event) => settle({ task: typed(event) as Task })}>
              {tasks.map((each) => (
                <option key={each} value={each}>
                  {each}
                </option>
              ))}
            </select>
          </label>
        </div>
        <ModeField mode={mode} onMode={(next) => set({ mode: next })} />
        {variants.map((variant, i) => (
          <VariantFields
            key={variant.key}
            variant={variant}
            title={i === 0 ? "Control" : `Candidate ${i}`}
            mode={mode}
            models={i === 0 ? fitting(models, task, "") : beside}
            onChange={(change) => changeVariant(variant.key, change)}
            onRemove={
              variants.length > LEAST_VARIANTS ? () => set({ variants: withoutOne(variants, variant.key) }) : null
            }
          />
        ))}
        <p>
          <button
            type="button"
            disabled={variants.length >= MOST_VARIANTS}
            onClick={() => set({ variants: withOneMore(variants) })}
          >
            Add a candidate
          </button>
          {control !== "" && <span class="hint"> Listed for candidates: what answers the labels of {control}.</span>}
        </p>
        <WeightsFlaw flaw={weights} onEqual={() => set({ variants: equal(variants) })} />
        <LimitFields margin={margin} feedbackDays={feedbackDays} onChange={set} />
        {why !== null && <Problem why={why} />}
        <p>
          <button type="submit" class="main" disabled={isBusy}>
            Start the experiment
          </button>{" "}
          <a href="/experiments">Cancel</a>
        </p>
      </form>
    </section>
  );
}
