/** One row that tells the models apart: what was asked, what is right, what each said. */
import type { ComponentChildren } from "preact";
import type { Example } from "../../../eval/reports/comparison.ts";
import type { Task } from "../../../packages/engine/src/index.ts";
import { spansOf } from "./spans.ts";

/** How its rows are shown: as the suite's, but that tests ask several texts. */
export type Kind = Task | "tests";

interface Props {
  example: Example;
  kind: Kind;
  names: { a: string; b: string };
}

export function ExampleCard({ example, kind, names }: Props) {
  return (
    <article class="example">
      <Asked example={example} kind={kind} />
      <dl>
        <dt>gold</dt>
        <dd>
          <Gold example={example} kind={kind} />
        </dd>
        {(["a", "b"] as const).map((side) => (
          <Said key={side} name={names[side]} isRight={example.right === side}>
            <Answer answer={example[side]} example={example} kind={kind} />
          </Said>
        ))}
      </dl>
      <p class="quiet id">{example.id}</p>
    </article>
  );
}

function Said({ name, isRight, children }: { name: string; isRight: boolean; children: ComponentChildren }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <span class={isRight ? "good" : "bad"}>
          {isRight ? "✓" : "✗"}
          <span class="heard">{isRight ? " right: " : " wrong: "}</span>
        </span>{" "}
        {children}
      </dd>
    </>
  );
}

/** Tags have their words with them, and need no text beside. */
function Asked({ example: { text_a, text_b, question, context, texts }, kind }: Pick<Props, "example" | "kind">) {
  if (kind === "question-answering")
    return (
      <>
        {question !== undefined && <p class="asked">{question}</p>}
        {context !== undefined && (
          <details>
            <summary>Context</summary>
            <p>{context}</p>
          </details>
        )}
      </>
    );
  if (texts !== undefined)
    return (
      <ol class="asked">
        {texts.map((pair) => (
          <li key={pair.join()}>{pair.join(" · ")}</li>
        ))}
      </ol>
    );
  return (
    <>
      {text_a !== undefined && <p class="asked">{text_a}</p>}
      {text_b !== undefined && <p class="asked">{text_b}</p>}
    </>
  );
}

function Gold({ example, kind }: Pick<Props, "example" | "kind">) {
  const { gold } = example;
  if (kind === "tests") return <>{expectation(gold)}</>;
  if (kind === "question-answering" && typeof gold === "string")
    return <span class="quiet">not told: the texts aren't here</span>;
  if (kind === "question-answering") return <>{distinct(gold as string[]).join(" / ") || "no answer"}</>;
  return <Answer answer={gold as string | string[]} example={example} kind={kind} />;
}

function Answer({ answer, example, kind }: Pick<Props, "example" | "kind"> & { answer: Example["a"] }) {
  if (answer === null) return <em>no answer: the model failed on it</em>;
  if (kind === "token-classification" && Array.isArray(answer))
    return <Tagged tags={answer as string[]} tokens={example.tokens} />;
  if (kind === "question-answering" && Array.isArray(answer)) return <>{placeText(answer as [number, number])}</>;
  if (Array.isArray(answer)) return <>{answer.join(", ") || <span class="quiet">no label</span>}</>;
  return <>{answer === "" ? "no answer" : answer}</>;
}

const placeText = ([start, end]: [number, number]) =>
  end === 0 ? "no answer" : `characters ${start + 1} to ${end} of the context`;

function Tagged({ tags, tokens }: { tags: readonly string[]; tokens?: readonly string[] | undefined }) {
  const spans = spansOf(tags, tokens).filter(({ type }) => tokens !== undefined || type !== null);
  if (spans.length === 0) return <span class="quiet">nothing marked</span>;
  return (
    <>
      {spans.map(({ words, type, start }) => (
        <span key={start}>
          {type === null ? (
            words.join(" ")
          ) : (
            <mark>
              {words.join(" ")} <small>{type}</small>
            </mark>
          )}{" "}
        </span>
      ))}
    </>
  );
}

const distinct = (texts: readonly string[]) => [...new Set(texts)];

/** What CheckList's tests expect of the answers. */
function expectation(gold: Example["gold"]): string {
  if (gold === null)
    return "the same label for each text, or, where it is one of minimum functionality, not the first label";
  if (typeof gold === "string") return gold;
  if (Array.isArray(gold)) return gold.join(", ");
  const label = gold.label ?? "the label of the first text";
  const less = gold.against === undefined ? "" : ` less that of ${gold.against}`;
  if (gold.change === "becomes") return `${label} for all texts after the first`;
  return `the score of ${label}${less} does not ${gold.change === "not_less" ? "fall" : "rise"}`;
}
