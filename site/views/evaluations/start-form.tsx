/** The form that starts an evaluation. What is filled in stays, whatever goes wrong. */
import { useId, useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { PERTURBATION_NAMES } from "../../../eval/perturbations/perturbation.ts";
import { useQuery } from "../../address.ts";
import { askJson } from "../../api/client.ts";
import { runPath } from "../../api/evaluations.ts";
import { noKey } from "../../api/key.ts";
import type { ModelSummary, SuiteSummary } from "../../api/models.ts";
import { Problem } from "../../parts/answered.tsx";
import { NeedsKey } from "../../parts/needs-key.tsx";
import { RUNTIME_NAMES } from "../../parts/runtimes.ts";
import { typed } from "../../parts/typed.ts";
import { AbsentSuite } from "./absent-suite.tsx";
import { bodyOf, type Draft, flawOf, keepDraft, keptDraft, PERTURBED, suitesFor } from "./draft.ts";

interface Props {
  models: readonly ModelSummary[];
  suites: readonly SuiteSummary[];
}

const ROWS = [
  ["all", "all rows"],
  ["limit", "the first"],
  ["sample", "a sample of"],
] as const;

export function StartForm({ models, suites }: Props) {
  const { route } = useLocation();
  const { query } = useQuery();
  const list = useId();
  const [draft, setDraft] = useState<Draft>(() => named(keptDraft(), query.get("model"), query.get("suite")));
  const [why, setWhy] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const set = (change: Partial<Draft>) => {
    const next = { ...draft, ...change };
    setDraft(next);
    keepDraft(next);
  };
  const model = models.find(({ id }) => id === draft.model.split("@")[0]);
  const fitting = suitesFor(model, suites);
  const suite = suites.find(({ id }) => id === draft.suite);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const flaw = flawOf(draft) ?? noKey();
    setWhy(flaw ?? null);
    if (flaw !== undefined) return;
    setBusy(true);
    try {
      const { id } = await askJson<{ id: string }>("/v1/evals", { method: "POST", body: bodyOf(draft) });
      route(runPath(id));
    } catch (error) {
      setWhy((error as Error).message);
      setBusy(false);
    }
  };
  return (
    <section>
      <h2 id="start-title">Start an evaluation</h2>
      <NeedsKey what="To start one" scope="evaluate" />
      <form onSubmit={submit} noValidate aria-labelledby="start-title">
        <div class="fields">
          <label>
            Model to evaluate{" "}
            <input
              list={list}
              value={draft.model}
              placeholder="id or id@version"
              onInput={(event) => set({ model: typed(event).trim() })}
            />
          </label>
          <datalist id={list}>
            {models.map(({ id }) => (
              <option key={id} value={id} />
            ))}
          </datalist>
          <label>
            On the suite{" "}
            <select value={draft.suite} onChange={(event) => set({ suite: typed(event) })}>
              <option value="">choose…</option>
              {suite !== undefined && !fitting.includes(suite) && <option value={suite.id}>{suite.id}</option>}
              {fitting.map(({ id, rows, status }) => (
                <option key={id} value={id}>
                  {id} ({status === "ready" ? `${rows.toLocaleString("en")} rows` : "its rows are not here"})
                </option>
              ))}
            </select>
          </label>
        </div>
        {suite !== undefined && suite.status !== "ready" && <AbsentSuite suite={suite} />}
        <div class="fields">
          <label>
            Rows{" "}
            <select value={draft.rows} onChange={(event) => set({ rows: typed(event) as Draft["rows"] })}>
              {ROWS.map(([value, words]) => (
                <option key={value} value={value}>
                  {words}
                </option>
              ))}
            </select>
          </label>
          {draft.rows !== "all" && (
            <label>
              How many{" "}
              <input
                inputMode="numeric"
                size={8}
                value={draft.count}
                onInput={(event) => set({ count: typed(event) })}
              />
            </label>
          )}
          <label>
            Texts{" "}
            <select
              value={draft.perturbation}
              onChange={(event) => set({ perturbation: typed(event) as Draft["perturbation"] })}
            >
              <option value="">as they are</option>
              {PERTURBATION_NAMES.map((name) => (
                <option key={name} value={name}>
                  {name}: {PERTURBED[name]}
                </option>
              ))}
            </select>
          </label>
          <label>
            Runtime{" "}
            <select value={draft.runtime} onChange={(event) => set({ runtime: typed(event) as Draft["runtime"] })}>
              <option value="">as it is served</option>
              {Object.entries(RUNTIME_NAMES).map(([runtime, words]) => (
                <option key={runtime} value={runtime}>
                  {words}
                </option>
              ))}
            </select>
          </label>
        </div>
        {why !== null && <Problem why={why} />}
        <p>
          <button type="submit" class="main" disabled={isBusy}>
            {isBusy ? "Starting…" : "Start it"}
          </button>
        </p>
      </form>
    </section>
  );
}

/** What an address names goes before what was kept. */
const named = (kept: Draft, model: string | null, suite: string | null): Draft => ({
  ...kept,
  ...(model !== null && { model }),
  ...(suite !== null && { suite }),
});
