/** What it answered, row by row. */
import { useState } from "preact/hooks";
import { useQuery } from "../../address.ts";
import { ask } from "../../api/client.ts";
import type { RunRecord } from "../../api/evaluations.ts";
import { useLoaded } from "../../api/use-loaded.ts";
import { Problem } from "../../parts/answered.tsx";
import { saveFile } from "../../parts/save-file.ts";
import { PredictionTable } from "./prediction-table.tsx";
import { readPredictions } from "./read-predictions.ts";

/** More rows are some megabytes, which nobody may want who came for the figures. */
const UNASKED_ROWS = 5000;

export function Predictions({ run }: { run: RunRecord }) {
  const { query } = useQuery();
  const [isWanted, setWanted] = useState(run.rows <= UNASKED_ROWS || query.has("rows"));
  return (
    <section>
      <h2>Answers</h2>
      {isWanted ? (
        <Loaded run={run} />
      ) : (
        <p>
          <button type="button" onClick={() => setWanted(true)}>
            Show {run.rows.toLocaleString("en")} answers
          </button>
        </p>
      )}
      <SaveAll run={run} />
    </section>
  );
}

function Loaded({ run }: { run: RunRecord }) {
  const [come, setCome] = useState(0);
  const { answer, again } = useLoaded(run.id, (id, signal) => readPredictions(id, signal, setCome));
  switch (answer.kind) {
    case "failed":
      return <Problem why={answer.why} again={again} />;
    case "waiting":
      return (
        <p class="waiting">
          {come === 0
            ? "Loading its answers…"
            : `${come.toLocaleString("en")} of ${run.rows.toLocaleString("en")} have come…`}
        </p>
      );
    case "there":
      return <PredictionTable run={run} predictions={answer.value} />;
  }
}

function SaveAll({ run }: { run: RunRecord }) {
  const [why, setWhy] = useState<string | null>(null);
  const save = async () => {
    setWhy(null);
    try {
      const response = await ask(`/v1/runs/${run.id}/predictions`, { accept: "text/csv" });
      saveFile(`${run.id}-answers.csv`, await response.blob());
    } catch (error) {
      setWhy((error as Error).message);
    }
  };
  return (
    <>
      <button type="button" class="save" onClick={save}>
        Save all answers as CSV
      </button>
      {why !== null && <Problem why={why} />}
    </>
  );
}
