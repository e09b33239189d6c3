/** Which of the models are shown: nothing of this changes their ranks. */
import type { LeaderboardRow } from "../../../eval/leaderboard/board.ts";
import type { Change } from "../../address.ts";
import { Choice, named } from "../../parts/choice.tsx";
import type { State } from "./state.ts";

interface Props {
  state: State;
  /** All of the board's. */
  rows: readonly LeaderboardRow[];
  shown: number;
  change: (change: Change, push?: boolean) => void;
}

const NAMES = ["q", "method", "teacher", "mb", "callable"] as const;

export function Filters({ state, rows, shown, change }: Props) {
  const methods = [...new Set(rows.flatMap(({ method }) => method ?? []))].sort();
  const teachers = [...new Set(rows.flatMap(({ teacher }) => teacher ?? []))].sort();
  const isFiltered = state.text !== "" || state.method || state.teacher || state.megabytes || state.callable;
  return (
    <form class="fields" aria-label="Which models are shown" onSubmit={(event) => event.preventDefault()}>
      <label class="labelled">
        <span>Search</span>
        <input
          type="search"
          value={state.text}
          placeholder="name, method"
          onInput={(event) => change({ q: event.currentTarget.value || null })}
        />
      </label>
      <Choice
        {...{ label: "Method", none: "all" }}
        value={state.method}
        options={named(methods)}
        onChoose={(method) => change({ method })}
      />
      <Choice
        {...{ label: "Teacher", none: "all" }}
        value={state.teacher}
        options={named(teachers)}
        onChoose={(teacher) => change({ teacher })}
      />
      <label class="labelled">
        <span>At most, MB</span>
        <input
          type="number"
          class="short"
          min="0"
          step="any"
          value={state.megabytes ?? ""}
          onChange={(event) => change({ mb: event.currentTarget.value || null })}
        />
      </label>
      <label class="tick">
        <input
          type="checkbox"
          checked={state.callable}
          onChange={(event) => change({ callable: event.currentTarget.checked ? "yes" : null })}
        />{" "}
        Only those served here
      </label>
      {isFiltered && (
        <button type="button" onClick={() => change(Object.fromEntries(NAMES.map((name) => [name, null])))}>
          Show all
        </button>
      )}
      <span class="quiet tick" role="status">
        {shown} of {rows.length} models
      </span>
    </form>
  );
}
