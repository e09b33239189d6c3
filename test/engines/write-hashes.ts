/**
 * Records the bits of every model's answers anew, as this machine computes them:
 *
 *     npm run engines:hashes
 *
 * After a kernel, the executor or a model was changed so that answers were meant to change, and at no other time: `hashes.ts` says so where a test fails.
 * Writes nothing where the binaries, or batches, of this machine contradict each other. Then `npm run test:engines` asks the other places.
 */
import { writeFile } from "node:fs/promises";
import { examine } from "./body.ts";
import { hashes as before, differences, givenTo, groupOf, type Hashes } from "./hashes.ts";
import { othersThanPublished } from "./in-floats.ts";
import { readBinaries } from "./kernels.ts";
import { published, publishedIds } from "./subjects.ts";

const hashes: Hashes = { made_by: "npm run engines:hashes", same_in_both: {}, same_in_plain: {} };
const binaries = await readBinaries();
const subjects = [...(await Promise.all((await publishedIds()).map(published))), ...(await othersThanPublished())];
const faults: string[] = [];
for (const subject of subjects) {
  const group = groupOf(subject.card.storage);
  const [given, seen] = [await givenTo(subject), await examine(binaries, subject)];
  const recorded = { ...given, logits: seen.plain };
  hashes[group][subject.name] = recorded;
  faults.push(...differences(subject, given, seen, hashes));
  const same = JSON.stringify(before[group][subject.name]) === JSON.stringify(recorded);
  console.log(`${same ? "as before" : "new      "} ${subject.name}`);
}
if (faults.length > 0) throw new Error(`nothing was written:\n${faults.join("\n")}`);
await writeFile(new URL("hashes.json", import.meta.url), `${JSON.stringify(hashes, null, 2)}\n`);
