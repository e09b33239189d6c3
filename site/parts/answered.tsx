/** What stands where an answer is waited for, or has failed. */
import type { ComponentChildren } from "preact";
import type { Answered } from "../api/use-answer.ts";

interface Props<Value> {
  answer: Answered<Value>;
  /** What is waited for: "the models". */
  what: string;
  again?: () => void;
  children: (value: Value, isOld: boolean) => ComponentChildren;
}

export function WhenAnswered<Value>({ answer, what, again, children }: Props<Value>) {
  if (answer.kind === "there") return <>{children(answer.value, false)}</>;
  if (answer.kind === "failed") return <Problem why={answer.why} again={again} />;
  if (answer.last !== undefined) return <div class="old">{children(answer.last, true)}</div>;
  return (
    <p class="waiting" role="status">
      Loading {what}…
    </p>
  );
}

/** One sentence on what went wrong. */
export function Problem({ why, again }: { why: string; again?: (() => void) | undefined }) {
  return (
    <p class="problem" role="alert">
      {why}{" "}
      {again && (
        <button type="button" onClick={again}>
          Try again
        </button>
      )}
    </p>
  );
}
