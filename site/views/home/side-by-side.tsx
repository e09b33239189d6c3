/** The answers of a teacher and its students, a row a model. */

import { modelPath } from "../../address.ts";
import type { ModelSummary } from "../../api/models.ts";
import type { Said, Where } from "../../ask/ask.ts";
import { confidenceOf, ShownAnswer, wordOf } from "../../ask/shown-answer.tsx";
import { type Asking, lastOf } from "../../ask/use-asked.ts";
import { fraction, interval, megabytes, milliseconds, percent } from "../../format.ts";
import { type Family, scoreOf } from "./families.ts";
import { agreeing, summaryOf } from "./summary.ts";

interface Props {
  family: Family;
  models: readonly ModelSummary[];
  states: Record<string, Asking>;
  where: Where;
  chosen: readonly string[];
  onChoose: (ids: readonly string[]) => void;
}

export function SideBySide({ family, models, states, where, chosen, onChoose }: Props) {
  const teacher = family.teacher && lastOf(states[family.teacher.id]);
  const answerers = models.flatMap((model) => {
    const last = lastOf(states[model.id]);
    return last === undefined
      ? []
      : [{ id: model.id, bytes: model.bytes, isTeacher: model === family.teacher, said: last.said }];
  });
  const summary = answerers.length === models.length ? summaryOf(answerers) : null;
  return (
    <>
      <p class="summary" aria-live="polite">
        {summary}
      </p>
      <ul class="answers">
        {models.map((model) => (
          <li key={model.id}>
            <Row
              model={model}
              isTeacher={model === family.teacher}
              teacher={family.teacher}
              teacherSaid={teacher?.said ?? null}
              asking={states[model.id]}
              where={where}
            />
          </li>
        ))}
      </ul>
      <details>
        <summary>
          Choose models ({chosen.length} of {family.models.length})
        </summary>
        <ul class="choices">
          {family.models.map(({ id, bytes, method }) => (
            <li key={id}>
              <label>
                <input
                  type="checkbox"
                  checked={chosen.includes(id)}
                  onChange={(event) =>
                    onChoose(event.currentTarget.checked ? [...chosen, id] : chosen.filter((each) => each !== id))
                  }
                />{" "}
                {id}, {method}, {megabytes(bytes)}
              </label>
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

interface RowProps {
  model: ModelSummary;
  isTeacher: boolean;
  teacher: ModelSummary | null;
  teacherSaid: readonly Said[] | null;
  asking: Asking | undefined;
  where: Where;
}

function Row({ model, isTeacher, teacher, teacherSaid, asking, where }: RowProps) {
  const last = lastOf(asking);
  const score = scoreOf(model);
  const texts = last?.said.length ?? 0;
  const agree = !isTeacher && last && teacherSaid?.length === texts ? agreeing(teacherSaid, last.said) : null;
  return (
    <article class={asking?.kind === "there" ? undefined : "old"}>
      <h2>
        <a href={modelPath(model.id)}>{model.id}</a> {isTeacher && <small>teacher</small>}
      </h2>
      <p class="quiet facts">
        {megabytes(model.bytes)}
        {teacher !== null && !isTeacher && `, ${(teacher.bytes / model.bytes).toFixed(1)} times smaller`}
        {score?.value != null && (
          <>
            {" · "}
            {score.metric} {fraction(score.value)} ({interval(score.ci95)})
          </>
        )}
      </p>
      {asking?.kind === "failed" && (
        <p class="problem" role="alert">
          {asking.why}
        </p>
      )}
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
          <p class="facts">
            {agree !== null && <Agreement agree={agree} texts={texts} />}
            {milliseconds(last.ms)}{" "}
            <span class="quiet">{where === "server" ? "with the way to the server" : "here"}</span>
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
    <p class="verdict">
      <strong>{wordOf(said)}</strong> <meter value={confidence} aria-label="confidence" /> {percent(confidence)}
    </p>
  );
}

function Agreement({ agree, texts }: { agree: number; texts: number }) {
  const words = texts === 1 ? (agree === 1 ? "agrees" : "disagrees") : `agrees on ${agree} of ${texts}`;
  return <span class={agree === texts ? "good" : "bad"}>{words} · </span>;
}
