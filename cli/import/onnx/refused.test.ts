import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { foreignGraph, writeFolder } from "../../../test/fixtures/foreign-model.ts";
import { tinyArtefact } from "../../../test/fixtures/tiny-artefact.ts";
import { importOnnx } from "./import-onnx.ts";

// No graph is known that answers otherwise as it is served than when it was tried: the check's verdict is put in its place.
vi.mock("./check-onnx.ts", () => ({
  checkOnnx: async () => ({
    rows: 1,
    largestDifference: 1,
    verdict: { kind: "refused", reason: "its numbers differ by up to 1" },
  }),
}));

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "retort-onnx-refused-"));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(root, { recursive: true });
});

test("what answers otherwise as it is served is not kept, and its id is free", async () => {
  const printed = vi.spyOn(console, "log").mockImplementation(() => {});
  const path = await writeFolder(join(root, "in"), {
    "model.onnx": await foreignGraph({}),
    "tokenizer.json": (await tinyArtefact({}))["tokenizer.json"]!,
  });
  await expect(importOnnx(path, { id: "theirs", out: join(root, "out") })).rejects.toThrow(
    "theirs does not answer as its graph does, and is not kept: its numbers differ by up to 1",
  );
  for (const file of ["card.json", "model.onnx", "reference/dev-logits.ndjson"])
    expect(existsSync(join(root, "out", "theirs", file))).toBe(false);
  expect(printed.mock.calls.flat().join("\n")).not.toContain("retort publish");
});
