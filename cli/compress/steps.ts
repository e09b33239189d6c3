/** `compress-steps.json`: what a compression has done, with the digest of what each step was done with. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { Runtime, Sha256, Version } from "../../r2-assets/format/names.ts";
import { replaceFile } from "../../trainer/files/replace-file.ts";
import { CliError } from "../cli-error.ts";

export const STEPS_FILE = "compress-steps.json";

const Trained = z.strictObject({
  /** Over all that the training depends on (training-inputs.ts). */
  inputs: Sha256,
  /** Of the artefact; null while it is trained. */
  version: Version.nullable(),
});

const Timed = z.strictObject({
  /** Over the versions and the texts. */
  inputs: Sha256,
  /** Processes that wanted a core meanwhile, over a minute; 0 on Windows, which does not tell. */
  load: z.number().nonnegative(),
  timings: z.array(
    z.strictObject({ p50: z.number(), p95: z.number(), p99: z.number(), n: z.int().positive(), runtime: Runtime }),
  ),
});

type Timed = z.infer<typeof Timed>;

const File = z.strictObject({
  format: z.literal(1),
  trained: z.record(z.string(), Trained),
  /** Models that a restart has still to train: so a killed one is not finished with what it was to drop. */
  dropped: z.array(z.string()).optional(),
  timed: Timed.optional(),
});

/**
 * What to do where a model is to be trained: nothing; go on with what an earlier command began, or with what is there by another's hand, if that
 * is the same experiment; or begin anew, as what it was made with has changed since.
 */
export type Standing = "done" | "resume" | "restart";

export interface Steps {
  standing(name: string, inputs: string, version: string | undefined): Standing;
  noteTrained(name: string, inputs: string, version: string | null): Promise<void>;
  /** As they were taken with the same inputs; undefined where they must be taken. */
  timed(inputs: string): Timed | undefined;
  noteTimed(timed: Timed): Promise<void>;
}

/** `restart`: nothing has been done. Throws CliError for a file that is none of ours. */
export async function openSteps(place: string, { restart }: { restart: boolean }): Promise<Steps> {
  const path = join(place, STEPS_FILE);
  const before = await load(path).catch((error: unknown) => {
    if (!restart) throw error;
  });
  const dropped = [...Object.keys(before?.trained ?? {}), ...(before?.dropped ?? [])];
  const file: z.infer<typeof File> = before && !restart ? before : { format: 1, trained: {}, dropped };
  /** Trained by this command. */
  const fresh = new Set<string>();
  const save = () => replaceFile(path, `${JSON.stringify(file, null, 1)}\n`);
  return {
    standing(name, inputs, version) {
      const known = file.trained[name];
      const isDropped = (restart && !fresh.has(name)) || file.dropped?.includes(name);
      if (known === undefined) return isDropped ? "restart" : "resume";
      if (known.inputs !== inputs) return "restart";
      return known.version !== null && known.version === version ? "done" : "resume";
    },
    async noteTrained(name, inputs, version) {
      fresh.add(name);
      file.trained[name] = { inputs, version };
      file.dropped = file.dropped?.filter((each) => each !== name);
      await save();
    },
    timed: (inputs) => (file.timed?.inputs === inputs ? file.timed : undefined),
    async noteTimed(timed) {
      file.timed = timed;
      await save();
    },
  };
}

async function load(path: string): Promise<z.infer<typeof File> | undefined> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw new CliError(`cannot read ${path}: ${error.code}`);
  });
  if (text === undefined) return undefined;
  try {
    return File.parse(JSON.parse(text));
  } catch {
    throw new CliError(`${path} is damaged, or of another release: --restart begins anew`);
  }
}
