/** What one model of several answers, and what it weighs. */
import { modelPath } from "../../address.ts";
import type { ModelSummary } from "../../api/models.ts";
import type { Said } from "../../ask/ask.ts";
import { confidenceOf, ShownAnswer, wordOf } from "../../ask/shown-answer.tsx";
import { type Asking, lastOf } from "../../ask/use-asked.ts";
import { fraction, interval, megabytes, milliseconds, percent } from "../../format.ts";
import { Problem } from "../../parts/answered.tsx";
import { scoreOf } from "./families.ts";
import { agreeing } from "./summary.ts";

interface Props {
  model: ModelSummary;
  isTeacher: boolean;
  teacher: ModelSummary | null;
  /** Its answers to the same question. */
  teacherSaid: readonly Said[] | null;
  asking: Asking | undefined;
}

export function ModelCard({ model, isTeacher, teacher, teacherSaid, asking }: Props) {
  const last = lastOf(asking);
  const score = scoreOf(model);
  const texts = last?.said.length ?? 0;
  const agree = !isTeacher && last && teacherSaid ? agreeing(teacherSaid, last.said) : null;
  return (
    <article class={asking?.kind === "there" ? undefined : "old"}>
      <h2>
        <a href={modelPath(model.id)}>{model.id}</a> {isTeacher && <small>teacher</small>}
      </h2>
      <p class="quiet figures">
        {megabytes(model.bytes)}
        {teacher !== null && !isTeacher && `, ${(teacher.bytes / model.bytes).toFixed(1)} times smaller`}
        {score?.value != null && (
          <>
            {" · "}
            {score.metric} {fraction(score.value)} ({interval(score.ci95)})
          </>
        )}
      </p>
      {asking?.kind === "failed" && <Problem why={asking.why} />}
      {asking?.kind === "loading" && (
        <p>
          <progress value={asking.share} aria-label={`loading ${model.id}`} /> fetching the model
        </p>
      )}
      {last !== undefined && (
        <>
          {texts === 1 ? (
            <One last={last} />
          ) : (
            <ol class="texts">
              {last.said.map((said, i) => (
                <li key={i} class={teacherSaid?.[i] && wordOf(teacherSaid[i]) !== wordOf(said) ? "bad" : undefined}>
                  {wordOf(said)} {percent(confidenceOf(said))}
                </li>
              ))}
            </ol>
          )}
          <p class="figures">
            {agree !== null && <Agreement agree={agree} texts={texts} />}
            {milliseconds(last.ms)}{" "}
            <span class="quiet">{last.where === "server" ? "with the way to the server" : "here"}</span>
            {last.isCut && <span class="open"> · cut to {model.max_length} tokens</span>}
          </p>
        </>
      )}
    </article>
  );
}

function One({ last }: { last: NonNullable<ReturnType<typeof lastOf>> }) {
  const said = last.said[0]!;
  const confidence = confidenceOf(said);
  if (said.task !== "text-classification" || confidence === null)
    return <ShownAnswer input={last.inputs[0]!} said={said} />;
  return (
    <p class="best">
      <strong>{wordOf(said)}</strong> <span>{percent(confidence)}</span>
      <meter value={confidence} aria-label="confidence" />
    </p>
  );
}

function Agreement({ agree, texts }: { agree: number; texts: number }) {
  const words = texts === 1 ? (agree === 1 ? "agrees" : "disagrees") : `agrees on ${agree} of ${texts}`;
  return <span class={agree === texts ? "good" : "bad"}>{words} · </span>;
}
