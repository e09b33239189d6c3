/** The tiny artefacts of test/fixtures, in workerd, and a bucket that holds them. */
import { env } from "cloudflare:workers";
import { inject } from "vitest";
import type { TinyName } from "../../test/fixtures/provided.ts";
import { modelStoreOf } from "../runtime/models.ts";

export const tinyFiles = (name: TinyName): Record<string, Uint8Array> =>
  Object.fromEntries(
    Object.entries(inject("artefacts")[name]).map(([file, base64]) => [file, Uint8Array.fromBase64(base64)]),
  );

/**
 * Publishes tiny artefacts to the test's bucket; returns their versions. Through the store that the routes use: for two
 * seconds it would else believe the manifest of the test before.
 */
export async function publish<N extends TinyName>(...names: N[]): Promise<Record<N, string>> {
  const store = modelStoreOf(env);
  const versions = {} as Record<N, string>;
  for (const name of names) versions[name] = await store.put(`tiny-${name}`, tinyFiles(name));
  return versions;
}
