import { expect, test } from "vitest";
import { emptyManifest, keep, Manifest, readManifest, release, writtenManifest } from "./manifest.ts";

const [v1, v2, v3] = ["000000000001", "000000000002", "000000000003"];

test("releases are remembered oldest first, the last is current", () => {
  const manifest = release(release(release(emptyManifest(), "a", v1), "a", v2), "b", v3);
  expect(manifest.models).toEqual({
    a: { current: v2, versions: [v1, v2] },
    b: { current: v3, versions: [v3] },
  });
  expect(Manifest.parse(manifest)).toEqual(manifest);
});

test("rolling back makes an old version current and last, once", () => {
  const forth = release(release(emptyManifest(), "a", v1), "a", v2);
  expect(release(forth, "a", v1).models.a).toEqual({ current: v1, versions: [v2, v1] });
  expect(release(forth, "a", v2).models.a).toEqual({ current: v2, versions: [v1, v2] });
});

test("a version that is only kept can be gone back to; the current one stays", () => {
  const manifest = release(emptyManifest(), "a", v2);
  expect(keep(manifest, "a", v1).models.a).toEqual({ current: v2, versions: [v1, v2] });
  expect(keep(keep(manifest, "a", v1), "a", v1)).toEqual(keep(manifest, "a", v1));
  expect(() => keep(manifest, "b", v1)).toThrow("no version yet");
});

test("what is written is read again; what is no manifest says why", () => {
  const manifest = release(emptyManifest(), "a", v1);
  expect(readManifest(writtenManifest(manifest))).toEqual({ kind: "manifest", manifest });
  const read = (text: string) => readManifest(new TextEncoder().encode(text));
  expect(read("{")).toEqual({ kind: "damaged", reason: "manifest.json is not a manifest: it is not JSON" });
  expect(read("{}")).toEqual({ kind: "damaged", reason: "manifest.json is not a manifest: format: is missing" });
});

test("release leaves the manifest it was given as it was", () => {
  const before = release(emptyManifest(), "a", v1);
  const copy = structuredClone(before);
  release(before, "a", v2);
  expect(before).toEqual(copy);
});

test.each([
  ["a current version that was never released", { format: 1, models: { a: { current: v2, versions: [v1] } } }],
  ["no versions", { format: 1, models: { a: { current: v1, versions: [] } } }],
  ["a bad id", { format: 1, models: { "A b": { current: v1, versions: [v1] } } }],
  ["another format", { format: 2, models: {} }],
  ["unknown fields", { format: 1, models: {}, more: 1 }],
])("refuses %s", (_, manifest) => {
  expect(Manifest.safeParse(manifest).success).toBe(false);
});
