import * as z from "zod";
import { parseWithExactIds } from "../../../r2-assets/format/exact-json.ts";
import type { SourceItem } from "./source-item.ts";

const Squad = z.object({
  data: z.array(
    z.object({ paragraphs: z.array(z.object({ context: z.unknown(), qas: z.array(z.looseObject({})) })) }),
    "is no list of articles",
  ),
});

/**
 * SQuAD's JSON, v1.1 or v2.0 (`data[].paragraphs[].qas[]`): yields `{id, question, context, answers, is_impossible?}` a
 * question, `line` being its number; one problem for text that is not that.
 */
export function* squadItems(text: string): Generator<SourceItem> {
  const parsed = parse(text);
  if (typeof parsed === "string") return yield { line: 1, problem: parsed };
  let line = 0;
  for (const { paragraphs } of parsed.data)
    for (const { context, qas } of paragraphs)
      for (const { id, question, answers, is_impossible } of qas)
        yield { line: ++line, value: { id, question, context, answers, is_impossible } };
}

function parse(text: string): z.infer<typeof Squad> | string {
  let value: unknown;
  try {
    value = parseWithExactIds(text.replace(/^\uFEFF/, ""));
  } catch {
    return "not valid JSON";
  }
  const parsed = Squad.safeParse(value);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  return `not SQuAD's JSON: ${path.join(".")} ${message}`;
}
