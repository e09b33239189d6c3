import { readReferenceLogits } from "../../../trainer/tasks/reference-logits.ts";
import type { Artefact } from "../../artefact/artefact-folder.ts";
import { checkAgainstReference } from "../../artefact/check-against-reference.ts";
import { checkFeatures, type FeaturesReport } from "../../artefact/check-features.ts";

/** What was written, opened and asked as it is served, against what the graph gave when it was tried. */
export async function checkOnnx(artefact: Artefact): Promise<FeaturesReport> {
  const { folder, card } = artefact;
  if (card.task === "feature-extraction") return (await checkFeatures(artefact))!;
  const reference = await readReferenceLogits(folder, card);
  if (reference.kind !== "read")
    throw new Error(`the reference in ${folder} was just written, and is ${reference.kind}`);
  return checkAgainstReference(artefact, reference.rows);
}
