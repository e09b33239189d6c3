/** The rows on which one model alone is right, filtered by what went wrong. */

import type { Example, PairComparison } from "../../../eval/reports/comparison.ts";
import type { Change } from "../../address.ts";
import type { SuiteSummary } from "../../api/models.ts";
import { csvOf } from "../../parts/csv.ts";
import { saveFile } from "../../parts/save-file.ts";
import { ExampleCard, type Kind } from "./example.tsx";
import { ExampleFilters } from "./example-filters.tsx";
import { type ExampleFilter, passes, textsOf } from "./filter-examples.ts";
import { namesOf } from "./names.ts";

const ON_A_PAGE = 10;

interface Props {
  answer: PairComparison;
  suite: SuiteSummary | undefined;
  filter: ExampleFilter;
  change: (change: Change) => void;
}

export function Examples({ answer, suite, filter, change }: Props) {
  return (
    <section aria-labelledby="rows">
      <h2 id="rows">Rows that tell them apart</h2>
      <WhyNone answer={answer} suite={suite} />
      {answer.examples.length > 0 && <List answer={answer} suite={suite} filter={filter} change={change} />}
    </section>
  );
}

function WhyNone({ answer: { suite: id, examples, discordant }, suite }: Pick<Props, "answer" | "suite">) {
  if (suite?.visibility === "scored-only")
    return <p>{id} is scored-only: its rows may not be shown, figures over them may.</p>;
  if (discordant === null && examples.length === 0)
    return <p>Its gold is a number, of which there is no right and wrong: no row is listed.</p>;
  if (examples.length === 0) return <p>There is no row on which one alone is right.</p>;
  if (examples.every((example) => textsOf(example).length === 0))
    return (
      <p>
        The texts of {id} aren't here: the rows are listed by their ids. To see them, start the server with the data
        set: <code>npx retort serve --data FOLDER</code>
      </p>
    );
  return null;
}

function List({ answer, suite, filter, change }: Props) {
  const names = namesOf(answer);
  const kind = kindOf(answer, suite);
  const passing = answer.examples.filter(passes(filter));
  const pages = Math.max(1, Math.ceil(passing.length / ON_A_PAGE));
  const page = Math.min(filter.page, pages);
  const shown = passing.slice((page - 1) * ON_A_PAGE, page * ON_A_PAGE);
  const total = answer.discordant ? answer.discordant.a_only + answer.discordant.b_only : 0;
  const turn = (to: number) => {
    change({ page: to === 1 ? null : String(to) });
    document.getElementById("rows")?.scrollIntoView();
  };
  return (
    <>
      {total > answer.examples.length && (
        <p class="quiet">
          The first {answer.examples.length.toLocaleString("en")} of {total.toLocaleString("en")}, in the order of their
          ids.
        </p>
      )}
      <ExampleFilters examples={answer.examples} kind={kind} names={names} filter={filter} change={change} />
      <p role="status">
        {passing.length} of {answer.examples.length} rows
        {pages > 1 && `, page ${page} of ${pages}`}
      </p>
      <div class="examples">
        {shown.map((example) => (
          <ExampleCard key={example.id} example={example} kind={kind} names={names} />
        ))}
      </div>
      <p class="save">
        {pages > 1 && (
          <>
            <button type="button" disabled={page === 1} onClick={() => turn(page - 1)}>
              Page before
            </button>{" "}
            <button type="button" disabled={page === pages} onClick={() => turn(page + 1)}>
              Next page
            </button>{" "}
          </>
        )}
        <button
          type="button"
          onClick={() => saveFile(`${names.a}-against-${names.b}-rows.csv`, csvOfExamples(passing))}
        >
          Save rows as CSV
        </button>
      </p>
    </>
  );
}

function kindOf({ examples }: PairComparison, suite: SuiteSummary | undefined): Kind {
  if (suite?.behavioural || examples.some(({ texts }) => texts !== undefined)) return "tests";
  return (suite?.task ?? "text-classification") as Kind;
}

const HEAD = ["id", "right", "gold", "a", "b", "text_a", "text_b", "tokens", "question", "context", "texts"] as const;

/** Lists as JSON. */
function csvOfExamples(examples: readonly Example[]): Blob {
  const cell = (value: unknown) => (typeof value === "string" ? value : value == null ? null : JSON.stringify(value));
  const rows = examples.map((example) => HEAD.map((name) => cell(example[name])));
  return new Blob([csvOf(HEAD, rows)], { type: "text/csv" });
}
