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
  if (answer.kind === "failed") return <Problem why={answer.why} again={again} />;
  const isOld = answer.kind === "waiting";
  const value = isOld ? answer.last : answer.value;
  // One element for both: else what somebody has typed there would go when it is asked again.
  if (value !== undefined) return <div class={isOld ? "old" : undefined}>{children(value, isOld)}</div>;
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
