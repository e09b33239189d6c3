/** What of an experiment is fixed beside its variants: how units are answered, the margin, how long feedback is taken. */
import type { Mode } from "../../../eval/reports/experiment.ts";
import { typed } from "../../parts/typed.ts";
import type { Draft } from "./draft.ts";
import { expectedUnits } from "./expected.ts";

const MODES: [Mode, string][] = [
  ["split", "Split: each unit (a user, a session) is answered by one variant, always the same."],
  ["shadow", "Shadow: the control answers everybody; the candidates are asked behind it, unseen."],
];

export function ModeField({ mode, onMode }: { mode: Mode; onMode: (mode: Mode) => void }) {
  return (
    <fieldset>
      <legend>How units are answered</legend>
      {MODES.map(([value, words]) => (
        <p key={value}>
          <label>
            <input type="radio" name="mode" value={value} checked={mode === value} onChange={() => onMode(value)} />{" "}
            {words}
          </label>
        </p>
      ))}
    </fieldset>
  );
}

function Expected({ margin }: { margin: number }) {
  if (!(margin > 0 && margin < 1)) return null;
  return (
    <>
      One as accurate as the control is found to be so after some {expectedUnits(margin).toLocaleString("en")} judged
      units, shared by two variants of 88&nbsp;%; shadow mode needs far fewer.
    </>
  );
}

interface LimitProps {
  margin: string;
  feedbackDays: string;
  onChange: (change: Partial<Draft>) => void;
}

export function LimitFields({ margin, feedbackDays, onChange }: LimitProps) {
  return (
    <>
      <div class="fields">
        <label>
          Margin, points of accuracy
          <input
            class="short"
            inputMode="decimal"
            value={margin}
            aria-describedby="margin-hint"
            onInput={(event) => onChange({ margin: typed(event) })}
          />
        </label>
        <label>
          Feedback is taken for, days
          <input
            class="short"
            inputMode="numeric"
            value={feedbackDays}
            onInput={(event) => onChange({ feedbackDays: typed(event) })}
          />
        </label>
      </div>
      <p class="hint" id="margin-hint">
        A candidate that loses less than the margin is good enough. <Expected margin={Number(margin) / 100} /> Answers
        are deleted after these days; figures stay.
      </p>
    </>
  );
}
