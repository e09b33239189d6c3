/** Whether a model can be asked, as probes want to know it. Of the whole Worker: readiness.ts. */
import { servedFiles } from "../../r2-assets/format/artefact-check.ts";
import { modelKey } from "../../r2-assets/format/keys.ts";
import type { Env } from "../env.ts";
import { ProblemError } from "../http/problem.ts";
import { type FoundCard, findCard } from "./find-card.ts";

/**
 * A model that requests can be sent to: its files lie in the bucket, as long as its card says. It is not loaded for the question,
 * which would cost others their place in memory: a request waits for that. Throws the problem that says why it can't be asked.
 */
export async function readyModel(env: Env, ref: string): Promise<FoundCard> {
  const found = await findCard(env, ref);
  const { card, version } = found;
  const flaws = await Promise.all(
    servedFiles(card).map(async (name) => {
      const key = modelKey(card.id, version, name);
      const object = await env.BUCKET.head(key);
      const { bytes } = card.files[name]!;
      if (object === null) return `${key} is missing`;
      return object.size === bytes ? undefined : `${key} has ${object.size} bytes, its card says ${bytes}`;
    }),
  );
  const flaw = flaws.find((one) => one !== undefined);
  if (flaw !== undefined) throw new ProblemError(500, "model-damaged", `${flaw}.`);
  return found;
}
