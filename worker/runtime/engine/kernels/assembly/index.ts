/** The kernels. All take pointers into the caller's memory and counts; none allocates, none checks what it is given. */
export { attention } from "./attention";
export { attentionI16 } from "./attention-i16";
export { gatherF16, gatherF32, gatherI8 } from "./gather";
export { geluErf, geluTanh } from "./gelu";
export { geluErfRough } from "./gelu-rough";
export { addProduct, linearF32, linearF32Fused, packF32 } from "./gemm-f32";
export { linearI8, packI8 } from "./gemm-i8";
export { kroneckerAFirst } from "./kronecker-a-first";
export { kroneckerBFirst } from "./kronecker-b-first";
export { kroneckerAFirstI16, kroneckerBFirstI16, kroneckerSmallBI16 } from "./kronecker-i16";
export { kroneckerSmallB } from "./kronecker-small-b";
export { layerNorm } from "./layer-norm";
export { lowRank } from "./low-rank";
export { lstmStep } from "./lstm";
export { outerRows } from "./outer";
export { maxRows, meanRows } from "./pool";
export { quantiseRows } from "./quantise-rows";
