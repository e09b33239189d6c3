import { env } from "cloudflare:workers";
import { CARD_FILE } from "../../r2-assets/format/keys.ts";
import { tinyFiles } from "../test/artefacts.ts";
import { describeModelStore } from "./model-store.contract.ts";
import { r2Objects } from "./r2-objects.ts";

const newer = (files: Record<string, Uint8Array>) => {
  const card = new TextDecoder().decode(files[CARD_FILE]).replace("Random weights", "Other random weights");
  return { ...files, [CARD_FILE]: new TextEncoder().encode(card) };
};

describeModelStore(
  "a real local R2 bucket",
  async () => r2Objects(env.BUCKET),
  async () => [tinyFiles("teacher"), newer(tinyFiles("teacher"))],
);
