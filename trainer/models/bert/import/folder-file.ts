/** Single files of a folder in Hugging Face's layout. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { unimportable } from "./unimportable.ts";

export type Json = { readonly [key: string]: unknown };

/** Undefined where there is no such file. Throws UnimportableError where it cannot be read. */
export async function fileIfThere(folder: string, name: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(join(folder, name));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    return unimportable(`cannot read ${join(folder, name)}: ${code}`, error);
  }
}

/** Throws UnimportableError where there is none, too. */
export async function fileOf(folder: string, name: string): Promise<Uint8Array> {
  return (await fileIfThere(folder, name)) ?? unimportable(`cannot read ${join(folder, name)}: ENOENT`);
}

/** An object; undefined where there is no such file. Throws UnimportableError where it is something else. */
export async function jsonIfThere(folder: string, name: string): Promise<Json | undefined> {
  const bytes = await fileIfThere(folder, name);
  return bytes && objectIn(bytes, join(folder, name));
}

export const jsonOf = async (folder: string, name: string): Promise<Json> =>
  objectIn(await fileOf(folder, name), join(folder, name));

function objectIn(bytes: Uint8Array, path: string): Json {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    return unimportable(`${path} is not JSON`, error);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return unimportable(`${path} is not a JSON object`);
  return value as Json;
}
