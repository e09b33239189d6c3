import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { floatsToHalves } from "../../../r2-assets/format/half.ts";
import { createTokenizer } from "../../../r2-assets/format/tokenizer.ts";
import { dequantized, E5_FILE, importE5 } from "./import-e5.ts";
import { bertShapes } from "./tensors.ts";

/** 32 wide, so that a row is a block. */
const SHAPE = { vocabulary: 7, positions: 6, tokenTypes: 2, layers: 1, width: 32, heads: 2, ffn: 64 };
const PIECES: [string, number][] = [
  ...(["<s>", "<pad>", "</s>", "<unk>"] as const).map((token): [string, number] => [token, 0]),
  ["▁", -2],
  ["▁ой", -3.5],
  ["<mask>", 0],
];

const int = (...values: number[]) => Buffer.from(Uint32Array.from(values).buffer);
const long = (value: number) => Buffer.from(BigUint64Array.of(BigInt(value)).buffer);
const short = (value: number) => Buffer.from(Uint16Array.of(value).buffer);
const float = (...values: number[]) => Buffer.from(Float32Array.from(values).buffer);

/** Weights `scale * (i % 16 - 8)` along a block, scales 1, 0.5, 2, … row by row. */
const scaleOf = (block: number) => [1, 0.5, 2][block % 3]!;
const packed = (blocks: number) =>
  Buffer.concat(
    Array.from({ length: blocks }, (_, block) =>
      Buffer.concat([
        Buffer.from(floatsToHalves(Float32Array.of(scaleOf(block))).buffer),
        Buffer.from(Array.from({ length: 16 }, (_, i) => i | (i << 4))),
      ]),
    ),
  );

/** The file as a writer of its layout would make it; `change` is what a test spoils. */
function fileOf(change: { magic?: string; block?: number; leaveOut?: string; type?: number } = {}): Buffer {
  const { vocabulary, positions, tokenTypes, layers, width, heads, ffn } = SHAPE;
  const letters = PIECES.map(([piece]) => Buffer.from(piece));
  const borders = [0];
  for (const each of letters) borders.push(borders.at(-1)! + each.length);
  const table = Buffer.concat([int(0xa0), Buffer.of(1), int(0x20), int(7), Buffer.of(0)]);
  const head = [
    ...[Buffer.from(change.magic ?? "E5S1"), int(1)],
    ...[int(width, layers, heads, ffn, vocabulary, positions, tokenTypes), float(1e-12), int(change.block ?? 32)],
    ...[
      int(PIECES.length, 0, 2, 1, 3),
      long(borders.at(-1)!),
      int(...borders),
      float(...PIECES.map(([, score]) => score)),
    ],
    ...[...letters, int(2, table.length), table],
  ];
  const parts = "q k v ao fi fo".split(" ").flatMap((part) => [`l0.${part}.w`, `l0.${part}.b`]);
  const norms = ["emb.ln", "l0.aln", "l0.oln"].flatMap((norm) => [`${norm}.w`, `${norm}.b`]);
  const rows: Record<string, number> = { "emb.word": vocabulary, "l0.fi.w": ffn, "l0.fo.w": 2 * width };
  const plain: Record<string, number> = {
    "emb.pos": positions * width,
    "emb.type": tokenTypes * width,
    "l0.fi.b": ffn,
  };
  const tensors = ["emb.word", "emb.pos", "emb.type", ...norms, ...parts]
    .filter((name) => name !== change.leaveOut)
    .map((name) => {
      const quantized = name === "emb.word" || (name.endsWith(".w") && parts.includes(name));
      const count = quantized ? (rows[name] ?? width) * 32 : (plain[name] ?? width);
      const data = quantized ? packed(count / 32) : float(...Array.from({ length: count }, (_, i) => i / 4));
      return { name, type: quantized ? (change.type ?? 1) : 0, count, data };
    });
  const listed = tensors.reduce((sum, { name }) => sum + 2 + name.length + 1 + 4 + 8 + 8, 4);
  let offset = head.reduce((sum, each) => sum + each.length, 0) + listed;
  const list = tensors.flatMap(({ name, type, count, data }) => {
    const place = offset;
    offset += data.length;
    return [short(name.length), Buffer.from(name), Buffer.of(type), int(count), long(place), long(data.length)];
  });
  return Buffer.concat([...head, int(tensors.length), ...list, ...tensors.map(({ data }) => data)]);
}

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-e5-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("shape, numbers and tokenizer are read", async () => {
  await writeFile(join(folder, E5_FILE), fileOf());
  const { config, weights, tokenizer, digest } = await importE5(folder);
  expect(config).toEqual({ ...SHAPE, layerNormEps: 1e-12 });
  expect(digest).toMatch(/^[0-9a-f]{64}$/);

  const shapes = [...bertShapes({ ...config, pooling: "mean", labels: 1 })].filter(([name]) => !name.startsWith("cl"));
  expect([...weights].map(([name, { shape }]) => [name, shape])).toEqual(shapes);
  const words = weights.get("bert.embeddings.word_embeddings.weight")!.data;
  const expected = Array.from({ length: words.length }, (_, i) => scaleOf(Math.floor(i / 32)) * ((i % 16) - 8));
  expect([...words].map((value) => value + 0)).toEqual(expected.map((value) => value + 0));
  expect(weights.get("bert.encoder.layer.0.output.LayerNorm.bias")!.data[5]).toBe(1.25);

  const opened = createTokenizer(JSON.parse(tokenizer), { maxLength: 6 });
  expect(opened.encode("ой\u00a0ой", "<mask> x").ids).toEqual([0, 5, 2, 2, 6, 2]);
  expect(opened.largest).toEqual({ token: "<mask>", id: 6 });
});

test("a block is a scale and 32 weights of four bits, the low halves of its bytes first", () => {
  const block = [
    ...new Uint8Array(floatsToHalves(Float32Array.of(-0.25)).buffer),
    ...Array.from({ length: 16 }, () => 0x1f),
  ];
  expect([...dequantized(Uint8Array.from(block))]).toEqual([...Array(16).fill(-1.75), ...Array(16).fill(1.75)]);
});

test.each<[string, Parameters<typeof fileOf>[0] | number, string]>([
  ["another file", { magic: "GGUF" }, "it does not begin with E5S1 1"],
  ["other blocks", { block: 64 }, "its blocks are not of 32 weights"],
  ["a missing tensor", { leaveOut: "l0.ao.w" }, "it has no tensor l0.ao.w"],
  ["a type that is not known", { type: 7 }, "in 126 bytes of an unknown type"],
  ["half a file", 0.5, "it ends too early"],
  ["a file without its last number", 1 - 1e-4, "it ends too early"],
])("refuses %s", async (_, change, reason) => {
  const file = typeof change === "number" ? fileOf().subarray(0, Math.floor(fileOf().length * change)) : fileOf(change);
  await writeFile(join(folder, E5_FILE), file);
  await expect(importE5(folder)).rejects.toThrow(reason);
  await expect(importE5(folder)).rejects.toThrow(`${E5_FILE} cannot be imported`);
});

test("a folder without the file is named", async () => {
  await expect(importE5(folder)).rejects.toThrow(/cannot read .*e5-small-q4\.bin: ENOENT/);
});
