import { dirname } from "node:path";

/** A file of the data folder that cannot be read. `file`: its path in there. */
export function missingFile(path: string, file: string, { code }: NodeJS.ErrnoException): Error {
  const folder = dirname(file);
  return new Error(
    `cannot read ${path}: ${code}; --data names the folder that holds ${folder === "." ? file : folder}`,
  );
}
