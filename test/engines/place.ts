/** What a place other than the tests runs: it reads what `asked.ts` has written, and says what it sees. Bundled, for whatever runs JavaScript. */
import { type Binaries, examine, type Seen, type Subject } from "./body.ts";
import { beyondSevenBits } from "./dot-product.ts";

/** `asked.json`: subjects, each with the name of its file of weights. */
export type Asked = (Omit<Subject, "weights"> & { weights: string })[];

export interface Answers {
  /** Of the relaxed binary, where the place takes it. */
  beyond: number | null;
  models: { name: string; seen: Seen }[];
}

type Read = (file: string) => Promise<Uint8Array>;

export async function examineAll(read: Read, binaries: Binaries, again?: number): Promise<Answers> {
  const asked = JSON.parse(new TextDecoder().decode(await read("asked.json"))) as Asked;
  const { relaxed } = binaries;
  const answers: Answers = { beyond: relaxed === undefined ? null : beyondSevenBits(relaxed), models: [] };
  for (const { weights: file, ...subject } of asked) {
    const weights = await read(file);
    answers.models.push({ name: subject.name, seen: await examine(binaries, { ...subject, weights }, again) });
  }
  return answers;
}

/** Where modules may be compiled. */
export async function compileBinaries(read: Read): Promise<Binaries> {
  const compile = async (file: string) => new WebAssembly.Module((await read(file)) as Uint8Array<ArrayBuffer>);
  const relaxed = compile("relaxed.wasm").catch((error) => {
    if (error instanceof WebAssembly.CompileError) return undefined;
    throw error;
  });
  return { plain: await compile("plain.wasm"), relaxed: await relaxed };
}
