/** Encoders in Hugging Face's layout, one function an architecture. Scripts of others import it from here. */
export { type ImportedBert, importBert } from "./bert/import-hf.ts";
