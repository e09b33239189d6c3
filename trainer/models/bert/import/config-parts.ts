/** What the `config.json` of every family has, and how our names become theirs. */
import * as z from "zod";

export const Size = z.int().positive();

/** `gelu_python` is the same function, written out. */
export const Gelu = z.enum(["gelu", "gelu_python"], {
  error: "only models with the GELU by erf (gelu) can be imported",
});

/** Absent: none. */
const Pruned = z
  .union([z.record(z.string(), z.array(z.int())), z.null()])
  .optional()
  .refine((heads) => Object.values(heads ?? {}).every(({ length }) => length === 0), {
    error: "layers whose heads were pruned differ in size, and cannot be imported",
  });

export const Encoder = {
  vocab_size: Size,
  max_position_embeddings: Size,
  pruned_heads: Pruned,
};

export const withoutBert = (name: string) => name.replace(/^bert\./, "");
