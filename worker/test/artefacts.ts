/** The tiny artefacts of test/fixtures, in workerd, and a bucket that holds them. */
import { env } from "cloudflare:workers";
import { inject } from "vitest";
import type { TinyName } from "../../test/fixtures/provided.ts";
import { putModel } from "../../test/fixtures/put-model.ts";
import { modelStoreOf } from "../runtime/models.ts";
import { steadyEnv } from "../storage/steady-env.ts";

export const tinyFiles = (name: TinyName): Record<string, Uint8Array> =>
  Object.fromEntries(
    Object.entries(inject("artefacts")[name]).map(([file, base64]) => [file, Uint8Array.fromBase64(base64)]),
  );

/** Puts a model into the test's bucket, where routes see it at once; returns its version. */
export async function publishAs(id: string, files: Record<string, Uint8Array>): Promise<string> {
  const version = await putModel(env.BUCKET, id, files);
  // The stores that routes use, by the app alone and by the Worker's entry, would for two seconds believe the manifest of before; what that does
  // not know they read again.
  for (const bindings of [env, steadyEnv(env)]) await modelStoreOf(bindings).card("no-such-model");
  return version;
}

/** The same of tiny artefacts; returns their versions. */
export async function publish<N extends TinyName>(...names: N[]): Promise<Record<N, string>> {
  const versions = {} as Record<N, string>;
  for (const name of names) versions[name] = await publishAs(`tiny-${name}`, tinyFiles(name));
  return versions;
}
