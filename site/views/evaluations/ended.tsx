import { changed } from "../../address.ts";
import { type Evaluation, rowsInWords } from "../../api/evaluations.ts";
import { moment } from "../../format.ts";

/** An evaluation that came to no run. */
export function Ended({ evaluation }: { evaluation: Evaluation }) {
  const { status, error, model, suite, progress, created_at } = evaluation;
  return (
    <>
      <p class={status === "failed" ? "problem" : "notice"} role="status">
        {status === "failed" ? `It failed: ${error ?? "it does not say why."}` : "It was stopped before its end."}
      </p>
      <p>
        It was asked for {rowsInWords(evaluation)} on {moment(created_at)}. {progress.done.toLocaleString("en")} of{" "}
        {progress.total.toLocaleString("en")} rows were scored, of which nothing is kept.
      </p>
      <p>
        <a href={`/evaluations${changed("", { model, suite })}`}>Start it again</a>
      </p>
    </>
  );
}
