/** Which rows are shown: by who was right, by labels, by length, by words. */
import type { Example } from "../../../eval/reports/comparison.ts";
import type { Change } from "../../address.ts";
import { Choice, named } from "../../parts/choice.tsx";
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
  const set = (name: string, value: string | null) => change({ [name]: value || null, page: null });
  const hasTexts = examples.some((example) => wordsOf(example) !== null);
  const isFiltered = passesLess(filter);
  return (
    <form class="fields" aria-label="Which rows are shown" onSubmit={(event) => event.preventDefault()}>
      <Choice
        {...{ label: "Right is", none: "all" }}
        value={filter.right}
        options={[
          ["a", alone("a")],
          ["b", alone("b")],
        ]}
        onChoose={(right) => set("right", right)}
      />
      {hasLabels && kind !== "tests" && (
        <Choice
          {...{ label: "Gold", none: "all" }}
          value={filter.gold}
          options={named(choices.gold)}
          onChoose={(gold) => set("gold", gold)}
        />
      )}
      {hasLabels && (
        <Choice
          {...{ label: "Wrong answer", none: "all" }}
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

const passesLess = ({ page: _, text, ...filter }: ExampleFilter): boolean =>
  text !== "" || Object.values(filter).some((value) => value !== null);
