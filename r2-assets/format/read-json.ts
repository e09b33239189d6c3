/** A stored JSON file as its schema has it. */
import type * as z from "zod";
import { type Damaged, damaged } from "./damaged.ts";
import { firstIssue } from "./issue-sentences.ts";

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });

/** `named`: what the file is called; `what`: what it should be. `models.json is not a manifest: it is not JSON` */
export function readJson<T>(
  schema: z.ZodType<T>,
  bytes: Uint8Array,
  { named, what }: { named: string; what: string },
): { kind: "read"; value: T } | Damaged {
  let json: unknown;
  try {
    json = JSON.parse(decoder.decode(bytes));
  } catch {
    return damaged(`${named} is not a ${what}: it is not JSON`);
  }
  const parsed = schema.safeParse(json);
  return parsed.success
    ? { kind: "read", value: parsed.data }
    : damaged(`${named} is not a ${what}: ${firstIssue(parsed.error)}`);
}
