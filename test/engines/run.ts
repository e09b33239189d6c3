/**
 * The same bits everywhere? Asks every place that is here about every model, and prints a table in Markdown:
 *
 *     npm run test:engines                    first brings the places (install.sh, some 200 MB and Chromium)
 *     node test/engines/run.ts [WORDS]        those that are here, or whose names have the words
 *
 * Fails where one place has other bits than `hashes.json`, or cannot answer. A place that is not here is told, and is no failure. 16 · 255 · 127: `dot-product.ts`.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { projectRoot } from "../../cli/project-root.ts";
import { writeAsked } from "./asked.ts";
import { ADVICE, differences, givenTo, type groupOf, hashes } from "./hashes.ts";
import { othersThanPublished } from "./in-floats.ts";
import type { Answers } from "./place.ts";
import { isHere, PLACES } from "./places.ts";
import { published, publishedIds } from "./subjects.ts";

const [words = ""] = parseArgs({ allowPositionals: true }).positionals;
const folder = join(projectRoot, "out/engines/asked");
const subjects = [...(await Promise.all((await publishedIds()).map(published))), ...(await othersThanPublished())];
await writeAsked(folder, subjects);

const faults: string[] = [];
console.log(
  "| place | binary | texts | models as I8 | models in floats | 16 · 255 · 127 | seconds |\n|---|---|---:|---|---|---:|---:|",
);
for (const place of PLACES.filter(({ name }) => name.includes(words))) {
  if (!isHere(place)) {
    console.log(`| ${place.name} | not here | - | - | - | - | - |`);
    continue;
  }
  const started = performance.now();
  const answers = await place.ask(folder).catch((error: Error) => error);
  if (answers instanceof Error) {
    console.log(`| ${place.name} | failed | - | - | - | - | - |`);
    faults.push(`${place.name}: ${answers.message}`);
    continue;
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  const texts = answers.models.reduce((sum, { seen }) => sum + seen.plain.length, 0);
  for (const binary of ["plain", "relaxed"] as const) {
    const beyond = binary === "relaxed" ? (answers.beyond ?? "-") : "-";
    console.log(`| ${[place.name, binary, texts, ...cells(binary, answers.models), beyond, seconds].join(" | ")} |`);
  }
  for (const subject of subjects) {
    const seen = answers.models.find(({ name }) => name === subject.name)?.seen;
    const found = seen ? differences(subject, await givenTo(subject), seen) : [`no answer of ${subject.name}`];
    faults.push(...found.map((fault) => `${place.name}: ${fault}`));
  }
}
if (faults.length > 0) {
  console.error(`\n${faults.join("\n")}\n${ADVICE}`);
  process.exitCode = 1;
}

/** How many models have the recorded bits, of those as I8 and of those in floats; of the latter in the relaxed binary how far they are from the plain one. */
function cells(binary: "plain" | "relaxed", answers: Answers["models"]): [integers: string, floats: string] {
  const of = (group: ReturnType<typeof groupOf>) => {
    const seen = answers.filter(({ name }) => hashes[group][name] !== undefined);
    if (seen.some(({ seen }) => seen[binary] === undefined)) return "no relaxed SIMD";
    const equal = seen.filter(({ name, seen }) => seen[binary]!.join() === hashes[group][name]!.logits.join());
    const apart = Math.max(...seen.map(({ seen }) => seen.apart ?? 0));
    const far = binary === "relaxed" && apart > 0 ? `, others up to ${apart.toExponential(1)} apart` : "";
    return `${equal.length} of ${seen.length} equal${far}`;
  };
  return [of("same_in_both"), of("same_in_plain")];
}
