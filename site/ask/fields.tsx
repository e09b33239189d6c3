/** The fields of a question: one text, a pair, or a question with its context. */
import type { Input } from "./ask.ts";

const NAMES: Record<string, string> = {
  text: "Text",
  text_pair: "Second text",
  question: "Question",
  context: "Context",
};

export const partsOf = (input: Input): Record<string, string> =>
  typeof input === "string" ? { text: input } : { ...input };

/** What an address says of the fields that an example has; the example where it says nothing. */
export function inputOf(query: URLSearchParams, example: Input): Input {
  const parts = Object.entries(partsOf(example)).map(([name, text]) => [name, query.get(name) ?? text] as const);
  return typeof example === "string" ? parts[0]![1] : (Object.fromEntries(parts) as Input);
}

/** What is wrong with an input before it is sent, in one sentence. */
export function flawOf(input: Input): string | undefined {
  const blank = Object.entries(partsOf(input)).find(([, text]) => text.trim() === "");
  return blank && `${NAMES[blank[0]]} is blank: write something to ask.`;
}

interface Props {
  input: Input;
  onInput: (input: Input) => void;
}

export function Fields({ input, onInput }: Props) {
  const parts = partsOf(input);
  return (
    <>
      {Object.entries(parts).map(([name, text]) => (
        <label key={name} class="ask-field">
          {NAMES[name]}
          <textarea
            rows={name === "context" ? 4 : Math.min(9, Math.max(2, text.split("\n").length))}
            value={text}
            onInput={(event) => {
              const value = event.currentTarget.value;
              onInput(typeof input === "string" ? value : ({ ...parts, [name]: value } as Input));
            }}
          />
        </label>
      ))}
    </>
  );
}
