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
        <label key={name} class="field">
          {NAMES[name]}
          <textarea
            rows={name === "context" ? 4 : 2}
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
