/** How the native backend multiplies matrices: in float32, or with factors rounded to bfloat16 where the processor has instructions for that. */
import * as z from "zod";

export const Matmul = z.enum(["float32", "bfloat16"]);
export type Matmul = z.infer<typeof Matmul>;

/** The environment in which TensorFlow tells oneDNN that its float32 primitives may compute so (oneDNN: their math mode). */
export const BFLOAT16 = { TF_SET_ONEDNN_FPMATH_MODE: "BF16" };

let chosen: Matmul | undefined;

/**
 * Says how this process multiplies, before its first product: TensorFlow reads the setting then, once. bfloat16 has float32's range and 8 bits of
 * precision; products are summed, and everything else is computed, in float32, as mixed precision does (Micikevicius et al., arXiv 1710.03740,
 * there with half precision; Kalamkar et al., arXiv 1905.12322, with bfloat16). Processors with AMX or AVX512-BF16 use it, others go on in
 * float32, as do the other backends. Throws where the process was told otherwise before.
 */
export function multiplyIn(matmul: Matmul = "float32"): void {
  if (chosen !== undefined && chosen !== matmul)
    throw new Error(`this process multiplies in ${chosen}; what multiplies in ${matmul} needs a process of its own`);
  chosen = matmul;
  for (const [name, value] of Object.entries(BFLOAT16))
    if (matmul === "bfloat16") process.env[name] = value;
    else delete process.env[name];
}
