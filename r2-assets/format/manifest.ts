/** `manifest.json`: which version of each model is current. Written last, so that a reader never sees half a model. */
import * as z from "zod";
import { ModelId, Version } from "./names.ts";

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

/** The manifest in which `version` is the current one of `id`. Does not change its argument. */
export function release(manifest: Manifest, id: string, version: string): Manifest {
  const versions = (manifest.models[id]?.versions ?? []).filter((v) => v !== version);
  return { ...manifest, models: { ...manifest.models, [id]: { current: version, versions: [...versions, version] } } };
}
