/** The fields of one variant of an experiment that is being made. */
import type { Mode } from "../../../eval/reports/experiment.ts";
import type { ModelSummary } from "../../api/models.ts";
import { typed } from "../../parts/typed.ts";
import type { DraftVariant } from "./draft.ts";

interface Props {
  variant: DraftVariant;
  /** "Control", "Candidate 1". */
  title: string;
  mode: Mode;
  models: readonly ModelSummary[];
  onChange: (change: Partial<DraftVariant>) => void;
  /** Null where there are too few to take one away. */
  onRemove: (() => void) | null;
}

export function VariantFields({ variant, title, mode, models, onChange, onRemove }: Props) {
  const version = models.find(({ id }) => id === variant.model)?.version;
  const groups = Map.groupBy(models, (model) => model.trained_on ?? "imported");
  return (
    <fieldset class="variant">
      <legend>{title}</legend>
      <div class="fields">
        <label>
          Model
          <select
            class="model"
            value={variant.model}
            onChange={(event) => onChange({ model: typed(event), version: "" })}
          >
            <option value="">Choose one</option>
            {[...groups].map(([trainedOn, group]) => (
              <optgroup key={trainedOn} label={trainedOn}>
                {group.map(({ id }) => (
                  <option key={id} value={id}>
                    {id}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        </label>
        {mode === "split" && (
          <label>
            Weight, % of units
            <input
              class="short"
              inputMode="decimal"
              value={variant.percent}
              onInput={(event) => onChange({ percent: typed(event) })}
            />
          </label>
        )}
        {onRemove && (
          <button type="button" aria-label={`Remove ${title.toLowerCase()}`} onClick={onRemove}>
            Remove
          </button>
        )}
      </div>
      <details open={variant.version !== "" || variant.runtime !== "" || variant.name !== ""}>
        <summary>Version, runtime, name</summary>
        <div class="fields">
          <label>
            Version
            <input
              class="version"
              placeholder={version ?? "the current one"}
              value={variant.version}
              onInput={(event) => onChange({ version: typed(event) })}
            />
          </label>
          <label>
            Runtime
            <select
              value={variant.runtime}
              onChange={(event) => onChange({ runtime: typed(event) as DraftVariant["runtime"] })}
            >
              <option value="">the server's choice</option>
              <option value="engine">engine</option>
              <option value="ort">ort</option>
            </select>
          </label>
          <label>
            Name in figures
            <input
              placeholder={variant.model || "the model's id"}
              maxLength={100}
              value={variant.name}
              onInput={(event) => onChange({ name: typed(event) })}
            />
          </label>
        </div>
      </details>
    </fieldset>
  );
}
