/** Puts page, engine and models into one folder, which any static host can serve. The engine is built before: `../build.ts`. */
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { versionOf } from "../../../r2-assets/format/digest.ts";
import { CARD_FILE, TOKENIZER_FILE, WEIGHTS_FILE } from "../../../r2-assets/format/keys.ts";
import type { Task } from "../src/index.ts";

const MODELS = fileURLToPath(new URL("../../../r2-assets/models", import.meta.url));

const PAGE = ["index.html", "page.css", "page.js", "show-answer.js", "offline.js", "service-worker.js"];

interface Shown {
  id: string;
  title: string;
  task: Task;
  example: Record<string, string>;
}

const SHOWN: readonly Shown[] = [
  {
    id: "sst2-kronecker-19x",
    title: "a review's mood",
    task: "text-classification",
    example: { text: "a warm, funny film" },
  },
  {
    id: "squad-kronecker-19x",
    title: "an answer from a text",
    task: "question-answering",
    example: {
      question: "Where did Ada live?",
      context:
        "Ada Lovelace lived in London. In 1843 she described how Babbage's engine would compute Bernoulli numbers.",
    },
  },
  {
    id: "wikiann-xtremedistil",
    title: "names, in 47 languages",
    task: "token-classification",
    example: { text: "Angela Merkel lebte in Berlin." },
  },
  {
    id: "snips-xtremedistil",
    title: "a command's intent",
    task: "text-classification",
    example: { text: "play some jazz by Miles Davis" },
  },
  {
    id: "snips-xtremedistil",
    title: "a command's details",
    task: "token-classification",
    example: { text: "book a table for two in Paris at noon" },
  },
];

/** `engine`: the folder of its built files. */
export async function assembleExample(to: string, engine: string): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await mkdir(to, { recursive: true });
  for (const name of PAGE) await cp(join(import.meta.dirname, name), join(to, name));
  await cp(engine, join(to, "engine"), { recursive: true });
  const entries = await Promise.all(
    SHOWN.map(async (shown) => {
      const version = await versionOf(await readFile(join(MODELS, shown.id, CARD_FILE)));
      return { ...shown, version, folder: `models/${shown.id}@${version}/` };
    }),
  );
  for (const { id, folder } of entries)
    for (const name of [CARD_FILE, TOKENIZER_FILE, WEIGHTS_FILE])
      await cp(join(MODELS, id, name), join(to, folder, name), { dereference: true });
  await writeFile(join(to, "models.json"), JSON.stringify(entries));
}
