/** Which rows are shown: by who was right, by labels, by length, by words. */
import type { Example } from "../../../eval/reports/comparison.ts";
import type { Change } from "../../address.ts";
import type { Kind } from "./example.tsx";
import { choicesOf, type ExampleFilter, NO_FILTER, wordsOf } from "./filter-examples.ts";

interface Props {
  examples: readonly Example[];
  kind: Kind;
  names: { a: string; b: string };
  filter: ExampleFilter;
  change: (change: Change) => void;
}

export function ExampleFilters({ examples, kind, names, filter, change }: Props) {
  const alone = (side: "a" | "b") => `${names[side]} alone (${examples.filter(({ right }) => right === side).length})`;
  const hasLabels = kind !== "question-answering" && kind !== "text-regression";
  const choices = choicesOf(examples);
  const set = (name: string, value: string) => change({ [name]: value || null, page: null });
  const hasTexts = examples.some((example) => wordsOf(example) !== null);
  const isFiltered = passesLess(filter);
  return (
    <form class="fields" aria-label="Which rows are shown" onSubmit={(event) => event.preventDefault()}>
      <Choice
        label="Right is"
        value={filter.right}
        options={[
          ["a", alone("a")],
          ["b", alone("b")],
        ]}
        onChoose={(right) => set("right", right)}
      />
      {hasLabels && kind !== "tests" && (
        <Choice label="Gold" value={filter.gold} options={named(choices.gold)} onChoose={(gold) => set("gold", gold)} />
      )}
      {hasLabels && (
        <Choice
          label="Wrong answer"
          value={filter.said}
          options={named(choices.said)}
          onChoose={(said) => set("said", said)}
        />
      )}
      {hasTexts &&
        (["least", "most"] as const).map((name) => (
          <label key={name} class="labelled">
            <span>{name === "least" ? "Words from" : "to"}</span>
            <input
              type="number"
              class="short"
              min="1"
              step="1"
              value={filter[name] ?? ""}
              onChange={(event) => set(name, event.currentTarget.value)}
            />
          </label>
        ))}
      <label class="labelled">
        <span>Search</span>
        <input
          type="search"
          value={filter.text}
          placeholder={hasTexts ? "words of the text, id" : "id"}
          onInput={(event) => set("q", event.currentTarget.value)}
        />
      </label>
      {isFiltered && (
        <button type="button" onClick={() => change(NO_FILTER)}>
          Show all
        </button>
      )}
    </form>
  );
}

const named = (names: readonly string[]): [string, string][] => names.map((name) => [name, name]);

const passesLess = ({ page: _, text, ...filter }: ExampleFilter): boolean =>
  text !== "" || Object.values(filter).some((value) => value !== null);

interface ChoiceProps {
  label: string;
  value: string | null;
  options: readonly (readonly [value: string, title: string])[];
  onChoose: (value: string) => void;
}

function Choice({ label, value, options, onChoose }: ChoiceProps) {
  const all =
    value === null || options.some(([known]) => known === value) ? options : [...options, [value, value] as const];
  return (
    <label class="labelled">
      <span>{label}</span>
      <select value={value ?? ""} onChange={(event) => onChoose(event.currentTarget.value)}>
        <option value="">all</option>
        {all.map(([name, title]) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}
