/** What may be done to an experiment: weights, export, stop, delete. */
import { useRef, useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import type { ExperimentReport } from "../../../eval/reports/experiment.ts";
import { ask, askJson } from "../../api/client.ts";
import { experimentUrl } from "../../api/experiments.ts";
import { Problem } from "../../parts/answered.tsx";
import { ConfirmButton } from "../../parts/confirm-button.tsx";
import { NeedsKey } from "../../parts/needs-key.tsx";
import { saveFile } from "../../parts/save-file.ts";
import { WeightsForm } from "./weights-form.tsx";

const FILES = [
  ["NDJSON", "ndjson", "application/x-ndjson"],
  ["CSV", "csv", "text/csv"],
] as const;

interface Props {
  report: ExperimentReport;
  onChanged: (report: ExperimentReport) => void;
}

export function Manage({ report, onChanged }: Props) {
  const { id, name, status, mode } = report;
  const { route } = useLocation();
  const place = useRef<HTMLElement>(null);
  const [why, setWhy] = useState<string | null>(null);
  const url = experimentUrl(id);
  const save = async (ending: string, accept: string) => {
    setWhy(null);
    try {
      saveFile(`${id}-assignments.${ending}`, await (await ask(`${url}/assignments`, { accept })).blob());
    } catch (error) {
      setWhy((error as Error).message);
    }
  };
  return (
    <section ref={place} tabIndex={-1} aria-labelledby="manage-title">
      <h2 id="manage-title">Manage</h2>
      <NeedsKey what="To change, export or stop it" scope="write" />
      {status === "running" && mode === "split" && <WeightsForm report={report} onChanged={onChanged} />}
      <h3>Export</h3>
      <p>
        Every answer with its variant, weights and feedback, units as numbers.{" "}
        {FILES.map(([title, ending, accept]) => (
          <span key={ending}>
            <button type="button" onClick={() => save(ending, accept)}>
              Save as {title}
            </button>{" "}
          </span>
        ))}
      </p>
      {why !== null && <Problem why={why} />}
      <h3>End</h3>
      <p class="buttons">
        {status === "running" && (
          <ConfirmButton
            label="Stop…"
            title={`Stop “${name}”?`}
            yes="Stop it"
            onYes={async () => {
              onChanged(await askJson<ExperimentReport>(url, { method: "PATCH", body: { status: "stopped" } }));
            }}
            onDone={() => place.current?.focus({ preventScroll: true })}
          >
            <p>It answers nobody any more, and cannot be started again. Feedback for what it answered still counts.</p>
          </ConfirmButton>
        )}{" "}
        <ConfirmButton
          label="Delete…"
          title={`Delete “${name}”?`}
          yes="Delete it"
          onYes={async () => {
            await ask(url, { method: "DELETE" });
            route("/experiments");
          }}
        >
          <p>All its answers, feedback and figures go, and don't come back. The key needs the scope “admin”.</p>
        </ConfirmButton>
      </p>
    </section>
  );
}
