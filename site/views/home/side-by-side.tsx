/** The answers of a teacher and its students, a card a model. */
import type { ModelSummary } from "../../api/models.ts";
import { type Asking, lastOf } from "../../ask/use-asked.ts";
import { megabytes } from "../../format.ts";
import type { Family } from "./families.ts";
import { ModelCard } from "./model-card.tsx";
import { summaryOf } from "./summary.ts";

interface Props {
  family: Family;
  models: readonly ModelSummary[];
  states: Record<string, Asking>;
  onChoose: (ids: readonly string[]) => void;
}

export function SideBySide({ family, models, states, onChoose }: Props) {
  const chosen = models.map(({ id }) => id);
  const teacher = family.teacher && lastOf(states[family.teacher.id]);
  // While a question is answered by one after another, the old answers of some are not held against the new ones of others.
  const newest = lastOf(states[chosen[0]!])?.inputs;
  const answerers = models.flatMap((model) => {
    const last = lastOf(states[model.id]);
    return last === undefined || last.inputs !== newest
      ? []
      : [{ id: model.id, bytes: model.bytes, isTeacher: model === family.teacher, said: last.said }];
  });
  const summary = answerers.length === models.length ? summaryOf(answerers) : null;
  return (
    <>
      <p class="answers-summary" aria-live="polite">
        {summary}
      </p>
      <ul class="side-by-side">
        {models.map((model) => (
          <li key={model.id}>
            <ModelCard
              model={model}
              isTeacher={model === family.teacher}
              teacher={family.teacher}
              teacherSaid={teacher && teacher.inputs === lastOf(states[model.id])?.inputs ? teacher.said : null}
              asking={states[model.id]}
            />
          </li>
        ))}
      </ul>
      <details>
        <summary>
          Choose models ({chosen.length} of {family.models.length})
        </summary>
        <ul class="model-choices">
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
