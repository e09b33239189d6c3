/** `manifest.json`: which version of each model is current. Written last, so that a reader never sees half a model. */
import * as z from "zod";
import type { Damaged } from "./damaged.ts";
import { MANIFEST_KEY } from "./keys.ts";
import { ModelId, Version } from "./names.ts";
import { readJson } from "./read-json.ts";

const Release = z.strictObject({
  current: Version,
  /** Every version that was ever current and still lies in the bucket, oldest first: what a rollback can choose from. */
  versions: z.array(Version).min(1),
});

export const Manifest = z
  .strictObject({ format: z.literal(1), models: z.record(ModelId, Release) })
  .refine((m) => Object.values(m.models).every((r) => r.versions.includes(r.current)), {
    message: "a current version must be among the versions",
  });
export type Manifest = z.infer<typeof Manifest>;

export const emptyManifest = (): Manifest => ({ format: 1, models: {} });

/** The manifest that bytes are. */
export function readManifest(bytes: Uint8Array): { kind: "manifest"; manifest: Manifest } | Damaged {
  const reading = readJson(Manifest, bytes, { named: MANIFEST_KEY, what: "manifest" });
  return reading.kind === "damaged" ? reading : { kind: "manifest", manifest: reading.value };
}

export const writtenManifest = (manifest: Manifest): Uint8Array =>
  new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`);

/** The manifest in which `version` is the current one of `id`. Neither changes its argument. */
export function release(manifest: Manifest, id: string, version: string): Manifest {
  const versions = (manifest.models[id]?.versions ?? []).filter((v) => v !== version);
  return { ...manifest, models: { ...manifest.models, [id]: { current: version, versions: [...versions, version] } } };
}

/** The manifest in which `version` can be gone back to, older than all, while the current one of `id` stays that. */
export function keep(manifest: Manifest, id: string, version: string): Manifest {
  const known = manifest.models[id];
  if (known === undefined) throw new RangeError(`${id} has no version yet that could stay current`);
  if (known.versions.includes(version)) return manifest;
  return { ...manifest, models: { ...manifest.models, [id]: { ...known, versions: [version, ...known.versions] } } };
}
