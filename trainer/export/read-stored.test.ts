import { expect, test } from "vitest";
import { Storage } from "../../r2-assets/format/names.ts";
import { readOwnSafetensors, writeSafetensors } from "../../r2-assets/format/safetensors.ts";
import { modelAsStored } from "./as-stored.ts";
import { randomBert } from "./fixtures/random-bert.ts";
import { readStored } from "./read-stored.ts";
import { storeTensors } from "./store-tensors.ts";

const { architecture, tensors } = randomBert({ tokenTypes: 1 }); // a table of one row, and matrices of both directions
const LINEAR = "bert.encoder.layer.0.intermediate.dense.weight";

test.each(Storage.options)("%s: what is read is what the trainer rounds to, to the last bit", (storage) => {
  const { tensors: stored } = readOwnSafetensors(writeSafetensors(storeTensors(architecture, tensors, storage)));
  expect(readStored(architecture, stored)).toEqual(modelAsStored(architecture, tensors, storage));
});

test("signed layers, of artefacts from before there was a zero point, are the same numbers", () => {
  const unsigned = storeTensors(architecture, tensors, "i8");
  const signed = unsigned.map((tensor) =>
    tensor.dtype === "U8"
      ? { ...tensor, dtype: "I8" as const, data: tensor.data.map((value) => value - 128) } // wraps as two's complement
      : tensor,
  );
  const read = (stored: typeof unsigned) =>
    readStored(architecture, readOwnSafetensors(writeSafetensors(stored)).tensors);
  expect(read(signed)).toEqual(read(unsigned));
});

test("a file of another model is refused by the first tensor that does not fit", () => {
  const stored = storeTensors(architecture, tensors, "i8");
  const read = (kept: typeof stored) => () =>
    readStored(architecture, readOwnSafetensors(writeSafetensors(kept)).tensors);
  expect(read(stored.filter(({ name }) => name !== LINEAR))).toThrow(`there is no tensor ${LINEAR}`);
  expect(read(stored.filter(({ name }) => name !== `${LINEAR}.scale`))).toThrow(`there is no tensor ${LINEAR}.scale`);
  const turned = stored.map((tensor) => (tensor.name === LINEAR ? { ...tensor, shape: [24, 16] } : tensor));
  expect(read(turned)).toThrow(`tensor ${LINEAR} has shape [24,16], its card says [16,24]`);
});
