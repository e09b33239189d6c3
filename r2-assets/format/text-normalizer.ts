/** The normalisers that files of Unigram tokenizers name, as Hugging Face's Rust tokenizers have them. */
import * as z from "zod";
import { NORMAL_FORMS, normalForm } from "./normal-form.ts";
import { inSequence, type TextStep, type Traced } from "./text-step.ts";

/**
 * Letters that stand for themselves, or one of several in brackets, the last perhaps repeated: ` {2,}`, `[\t\n]+`, the characters
 * themselves in place of escapes. These mean the same in all engines.
 */
const PLAIN_REGEX = /^(?:[^\\^$.|?*+()[\]{}]+|\[(?:[^\\^[\]&~|-](?:-[^\\^[\]&~|-])?)+\])(?:\+|\{[1-9]\d*,\})?$/u;

const Replace = z
  .strictObject({
    type: z.literal("Replace"),
    pattern: z.union([
      z.strictObject({ String: z.string().min(1) }),
      z.strictObject({
        Regex: z.string().regex(PLAIN_REGEX, {
          error: "is no regular expression that is known here: letters or [letters], and + or {n,} behind",
        }),
      }),
    ]),
    content: z.string(),
  })
  .refine(({ pattern, content }) => "String" in pattern || !content.includes("$"), {
    error: "content that takes parts of a match is not known here",
    path: ["content"],
  });
type Replace = z.infer<typeof Replace>;

const STEPS = [
  z.strictObject({ type: z.enum(NORMAL_FORMS) }),
  z.strictObject({ type: z.literal("Nmt") }),
  Replace,
] as const;
const NAMES = [...NORMAL_FORMS, "Nmt", "Replace"].join(", ");
const Step = z.discriminatedUnion("type", STEPS, { error: `is none of ${NAMES}` });
type Step = z.infer<typeof Step>;

/** An entry in `tokenizer.json`. Sequences in sequences are not taken. */
export const TextNormalizer = z
  .discriminatedUnion("type", [...STEPS, z.strictObject({ type: z.literal("Sequence"), normalizers: z.array(Step) })], {
    error: `is none of ${NAMES}, Sequence`,
  })
  .nullable();
export type TextNormalizer = z.infer<typeof TextNormalizer>;

export function textNormalizer(settings: TextNormalizer): TextStep {
  if (settings === null) return inSequence([]);
  return inSequence((settings.type === "Sequence" ? settings.normalizers : [settings]).map(stepOf));
}

function stepOf(step: Step): TextStep {
  switch (step.type) {
    case "Nmt":
      return NMT;
    case "Replace":
      return replacing(step);
    default:
      return normalForm(step.type);
  }
}

/** Control characters that go, and what becomes a blank: `do_nmt` of the library, which took it from sentencepiece. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
const DROPPED = /[\x01-\x08\x0B\x0E-\x1F\x7F\x8F\x9F]/g;
const BLANKS = /[\t\n\f\r\u1680\u200B-\u200F\u2028\u2029\u2581\uFEFF\uFFFD]/g;
const NMT = inSequence([replaceBy(DROPPED, ""), replaceBy(BLANKS, " ")]);

function replacing({ pattern, content }: Replace): TextStep {
  const source = "String" in pattern ? pattern.String.replace(/[^\p{L}\p{N}_]/gu, escaped) : pattern.Regex;
  return replaceBy(new RegExp(source, "gu"), content);
}

const escaped = (char: string) => `\\u{${char.codePointAt(0)!.toString(16)}}`;

/** What comes in the place of a match lies where the match's last character did. */
function replaceBy(pattern: RegExp, content: string): TextStep {
  const apply = (text: string) => text.replace(pattern, () => content);
  return {
    apply,
    trace(text): Traced {
      if (text.search(pattern) < 0) return { text, from: null };
      const replaced = apply(text);
      const from = new Int32Array(replaced.length);
      let [to, copied] = [0, 0];
      const copy = (end: number) => {
        while (copied < end) from[to++] = copied++;
      };
      for (const { 0: match, index } of text.matchAll(pattern)) {
        copy(index);
        copied += match.length;
        from.fill(copied - 1, to, to + content.length);
        to += content.length;
      }
      copy(text.length);
      return { text: replaced, from };
    },
  };
}
