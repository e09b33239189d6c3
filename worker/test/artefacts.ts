/** The tiny artefacts of test/fixtures, in workerd, and a bucket that holds them. */
import { env } from "cloudflare:workers";
import { inject } from "vitest";
import type { TinyName } from "../../test/fixtures/provided.ts";
import { modelStore } from "../storage/model-store.ts";
import { r2Objects } from "../storage/r2-objects.ts";

export const tinyFiles = (name: TinyName): Record<string, Uint8Array> =>
  Object.fromEntries(
    Object.entries(inject("artefacts")[name]).map(([file, base64]) => [file, Uint8Array.fromBase64(base64)]),
  );

/** Publishes tiny artefacts to the test's bucket; returns their versions. */
export async function publish<N extends TinyName>(...names: N[]): Promise<Record<N, string>> {
  const store = modelStore(r2Objects(env.BUCKET));
  const versions = {} as Record<N, string>;
  for (const name of names) versions[name] = await store.put(`tiny-${name}`, tinyFiles(name));
  return versions;
}
