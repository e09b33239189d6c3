import { modelPath } from "../../address.ts";
import { ask } from "../../api/client.ts";
import { type Evaluation, rowsInWords } from "../../api/evaluations.ts";
import { useKey } from "../../api/key.ts";
import { moment } from "../../format.ts";
import { ConfirmButton } from "../../parts/confirm-button.tsx";
import { NeedsKey } from "../../parts/needs-key.tsx";
import { paceOf, timeLeft } from "./pace.ts";
import { useFollowed } from "./use-followed.ts";

/** Progress, rate and what is left, and a way to stop it. */
export function Followed({ first, onOver }: { first: Evaluation; onOver: () => void }) {
  const { evaluation, seen, lost } = useFollowed(first, onOver);
  const key = useKey();
  const { id, status, model, version, suite, progress, created_at } = evaluation;
  const { done, total } = progress;
  const pace = status === "running" && lost === null ? paceOf(seen) : null;
  const stop = async () => void (await ask(`/v1/evals/${id}`, { method: "DELETE" }));
  return (
    <>
      <p>
        <a href={modelPath(`${model}@${version}`)}>{model}</a> answers {rowsInWords(evaluation)}. It was asked for on{" "}
        {moment(created_at)}.
      </p>
      <p class="heard" role="status">
        {WORDS[status]}
      </p>
      <p>
        <progress
          {...(status === "running" && { value: done })}
          max={Math.max(total, 1)}
          aria-label={`${model} on ${suite}`}
        />
      </p>
      <p aria-hidden={status === "queued"}>
        {status === "queued" ? (
          WORDS.queued
        ) : (
          <>
            {done.toLocaleString("en")} of {total.toLocaleString("en")} rows
            {pace !== null && `, ${pace < 10 ? pace.toFixed(1) : Math.round(pace)} rows a second`}
            {done === total ? "; computing its figures…" : pace !== null && `, ${timeLeft(pace, total - done)}`}
          </>
        )}
      </p>
      {lost !== null && (
        <p class="notice" role="status">
          {lost}
        </p>
      )}
      <p class="quiet">This page may be left or loaded again: it goes on without it.</p>
      {key === null && <NeedsKey what="To stop it" scope="evaluate" />}
      <ConfirmButton label="Stop…" title="Stop this evaluation?" yes="Stop it" onYes={stop}>
        <p>What it has scored so far is thrown away.</p>
      </ConfirmButton>
    </>
  );
}

const WORDS = {
  queued: "It waits for its turn: two evaluations run at once.",
  running: "It runs.",
  complete: "It is complete.",
  failed: "It failed.",
  cancelled: "It was stopped.",
} as const;
