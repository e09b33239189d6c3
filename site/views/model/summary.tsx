import type { Comparison } from "../../../eval/reports/comparison.ts";
import { changed, modelPath } from "../../address.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { count, fraction, interval, megabytes } from "../../format.ts";
import { verdictOf } from "../../parts/comparison-verdict.ts";
import { titleOf } from "../../parts/metrics.ts";
import type { Result } from "./results.ts";
import type { Subject } from "./subject.ts";
import { howMuchSmaller, inWords, type Sizes, whatItDoes, whatItKeeps } from "./words.ts";

/** What it is, how much smaller than its teacher, and what it keeps, in a paragraph. */
export function Summary({ subject, results }: { subject: Subject; results: readonly Result[] }) {
  const { card, teacher } = subject;
  const own = card ?? sizesOf(results);
  const first = results.find((result) => result.teacher) ?? results[0];
  const answers = card?.training?.teacher_logits?.sources.map(({ name }) => name) ?? [];
  return (
    <>
      <p class="lead">
        {card && (
          <>
            {capital(card.description)}. {whatItDoes(card)}{" "}
          </>
        )}
        {teacher && own && (
          <>
            {card ? "It" : subject.id} is {howMuchSmaller(own, teacher)} Its teacher is{" "}
            <a href={modelPath(`${teacher.id}@${teacher.version}`)}>{teacher.id}</a>.{" "}
          </>
        )}
        {!teacher &&
          own &&
          `${card ? "It" : subject.id} has ${count(own.parameters)} parameters in ${megabytes(own.bytes)}. `}
        {answers.length > 0 && `It learnt from answers of ${[...new Set(answers)].join(", ")}. `}
        {first?.teacher && <Kept result={first} teacher={first.teacher.id} />}
        {first && !first.teacher && <Alone result={first} />}
      </p>
      {!card && (
        <p class="notice">
          Its weights are not on this server, only what its runs recorded: it can’t be asked here.
          {first?.run.model.startsWith("external/") && " It is a submission, whose answers were made elsewhere."}
        </p>
      )}
    </>
  );
}

function Kept({ result: { run }, teacher }: { result: Result; teacher: string }) {
  const { answer } = useAnswer<Comparison>(`/v1/comparisons${changed("", { run_a: run.id, run_b: teacher })}`);
  switch (answer.kind) {
    case "waiting":
      return <span class="waiting">Comparing it with its teacher…</span>;
    case "failed":
      return <span class="bad">It can’t be held against its teacher: {answer.why}</span>;
    case "there": {
      const verdict = verdictOf(answer.value);
      return (
        <>
          {whatItKeeps(answer.value, run.suite)}{" "}
          <strong class={COLOURS[verdict]}>{inWords(verdict, answer.value.n)}</strong>
        </>
      );
    }
  }
}

const COLOURS = { a: "good", b: "bad", open: "open", undefined: "quiet" } as const;

function Alone({ result: { run } }: { result: Result }) {
  const figure = run.metrics[run.primary];
  return (
    <>
      {titleOf(run.primary)} on {run.suite}: {fraction(figure?.value)} (95 % interval {interval(figure?.ci95)}).
    </>
  );
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function sizesOf(results: readonly Result[]): Sizes | null {
  const run = results.map((result) => result.run).find((each) => each.parameters && each.bytes);
  return run ? { parameters: run.parameters!, bytes: run.bytes! } : null;
}
