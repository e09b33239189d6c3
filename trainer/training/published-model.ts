/** A published artefact as a teacher: its weights as they are served, read back to floats. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileFlaw, readCard } from "../../r2-assets/format/artefact-check.ts";
import { versionOf } from "../../r2-assets/format/digest.ts";
import { CARD_FILE, TOKENIZER_FILE, WEIGHTS_FILE } from "../../r2-assets/format/keys.ts";
import { parseModelRef } from "../../r2-assets/format/names.ts";
import { readOwnSafetensors } from "../../r2-assets/format/safetensors.ts";
import { readStored } from "../export/read-stored.ts";
import { descriptionOf } from "../models/describe.ts";
import { baseOf, suitesReadBy, type Teacher } from "./trained-model.ts";

/**
 * The model that lies in `<models>/<id>`; undefined where there is none. `ref`: `<id>`, or `<id>@<version>`, which it must be. Throws
 * with one sentence where it is another version, or not what its card says.
 */
export async function publishedTeacher(models: string, ref: string): Promise<Teacher | undefined> {
  const { id, version: asked } = parseModelRef(ref);
  const folder = join(models, id);
  const refuse = (reason: string): never => {
    throw new Error(`the published model in ${folder} cannot teach: ${reason}`);
  };
  const bytes = await readIfThere(join(folder, CARD_FILE));
  if (bytes === undefined) return undefined;
  const version = await versionOf(bytes);
  if (asked !== undefined && version !== asked) refuse(`it is version ${version}, not ${asked}`);
  const reading = await readCard(bytes, CARD_FILE, { id, version });
  if (reading.kind === "damaged") return refuse(reading.reason);
  const { card } = reading;
  const { architecture, parameters, storage, labels, slots, licence, trained_on: trainedOn } = card;
  if (architecture.kind === "onnx")
    return refuse(
      "it is a graph that somebody else made, whose weights cannot be read; its answers in a file can teach",
    );
  const file = async (name: string): Promise<Uint8Array> => {
    const content = await readIfThere(join(folder, name));
    const flaw = await fileFlaw(card, name, content);
    return flaw === undefined ? content! : refuse(flaw);
  };
  const [weights, tokenizer] = [await file(WEIGHTS_FILE), await file(TOKENIZER_FILE)];
  const described = architecture;
  return {
    model: {
      config: descriptionOf(described).configOf(described),
      weights: numbersOf(),
      digest: card.files[WEIGHTS_FILE]!.sha256,
    },
    named: { id, version, parameters, bytes: card.bytes },
    base: baseOf(id, version, licence),
    labels,
    slots,
    trainedOn,
    tokenizer: new TextDecoder().decode(tokenizer),
    read: suitesReadBy(card),
    storage,
  };

  function numbersOf() {
    try {
      return readStored(described, readOwnSafetensors(weights).tensors);
    } catch (error) {
      return refuse(`${WEIGHTS_FILE}: ${(error as Error).message}`);
    }
  }
}

const readIfThere = (path: string): Promise<Uint8Array | undefined> =>
  readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
    return undefined;
  });
