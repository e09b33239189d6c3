/** What `retort import` was told, whatever it imports. */
import type { Storage } from "../../r2-assets/format/names.ts";

export interface ImportOptions {
  id: string;
  /** Of folders; an ONNX file is stored as it is. */
  storage: Storage;
  /** A file of labelled rows to check the model on. */
  rows?: string;
  /** The suite that it was trained on. */
  task?: string;
  name?: string;
  licence?: string;
  description?: string;
  /** The artefact goes into `<out>/<id>`. */
  out: string;
  json?: boolean;
}

/** Imports what lies at `path`. Throws CliError with one sentence where it cannot be imported. */
export type Importer = (path: string, options: ImportOptions) => Promise<void>;
