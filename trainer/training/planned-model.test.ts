import { readdir, readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { describedArchitecture } from "../../r2-assets/format/architecture.ts";
import { Card } from "../../r2-assets/format/card.ts";
import { CARD_FILE } from "../../r2-assets/format/keys.ts";
import { architectureOf, countParameters, descriptionOf } from "../models/describe.ts";
import { weightsBytes } from "./planned-model.ts";

const MODELS = new URL("../../r2-assets/models/", import.meta.url);

test("a published model has as many bytes and parameters as its shape says", async () => {
  const ids = (await readdir(MODELS)).filter((id) => !id.includes("."));
  const methods = new Set<string>();
  for (const id of ids) {
    const card = Card.parse(JSON.parse(await readFile(new URL(`${id}/${CARD_FILE}`, MODELS), "utf8")));
    if (card.bytes > 5e6) continue; // they are written to be counted; the small ones are of every storage and factorisation
    methods.add(card.method);
    const described = describedArchitecture(card.architecture);
    const architecture = architectureOf(descriptionOf(described).configOf(described));
    expect([id, weightsBytes(architecture, card.storage)]).toEqual([id, card.bytes]);
    expect([id, countParameters(architecture)]).toEqual([id, card.parameters]);
  }
  expect([...methods]).toEqual(expect.arrayContaining(["kronecker", "svd", "xtremedistil"]));
});
