/**
 * Where two collections of answers (`collect.ts`) differ. Names that a release gives anew, versions of models, may be told
 * as OLD=NEW; where only those differ the answers are equal.
 *
 *     node bench/routes/differences.ts before.ndjson after.ndjson b0298faccd0e=0123456789ab …
 *
 * Exits with 1 where anything differs.
 */
import { readFile } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";

interface Answer {
  path: string;
  status: number;
  body: unknown;
}

const [before, after, ...renamed] = process.argv.slice(2);
if (before === undefined || after === undefined) throw new Error("usage: differences.ts BEFORE AFTER [OLD=NEW …]");

async function read(file: string): Promise<Map<string, Answer>> {
  let text = await readFile(file, "utf8");
  if (file === before)
    for (const [old, now] of renamed.map((pair) => pair.split("="))) text = text.replaceAll(old!, now!);
  const answers = text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Answer);
  return new Map(answers.map((answer) => [answer.path, answer]));
}

/** Each place at which two values differ, as `path: before -> after`. */
function changes(a: unknown, b: unknown, at = ""): string[] {
  if (isDeepStrictEqual(a, b)) return [];
  if (!isObject(a) || !isObject(b)) return [`${at}: ${short(a)} -> ${short(b)}`];
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].flatMap((key) => changes(a[key], b[key], at === "" ? key : `${at}.${key}`));
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

const [first, second] = [await read(before), await read(after)];
const counts = { equal: 0, different: 0, gone: 0, new: 0 };
for (const [path, answer] of first) {
  const other = second.get(path);
  const kind = other === undefined ? "gone" : isDeepStrictEqual(other, answer) ? "equal" : "different";
  counts[kind]++;
  if (kind === "equal") continue;
  console.log(`${kind}: ${path}`);
  for (const line of other === undefined ? [] : changes(answer, other)) console.log(`  ${line}`);
}
for (const path of second.keys()) {
  if (first.has(path)) continue;
  counts.new++;
  console.log(`new: ${path}`);
}
console.log(JSON.stringify(counts));
process.exitCode = counts.equal === first.size && counts.new === 0 ? 0 : 1;
