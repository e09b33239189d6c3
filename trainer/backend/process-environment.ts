/**
 * The environment the training process is started with. It must be set before the process starts.
 *
 * A training step allocates and frees some hundred activations of up to 50 MB. With glibc's defaults the large ones are
 * fresh mmaps whose pages are faulted in one by one; kept on the heap and on huge pages a run has an eighth of the page
 * faults, and a step of 32 x 14 tokens takes 0.94 times as long (187 against 198 ms, medians of three interleaved runs
 * of 60 steps); at 32 x 64 tokens there is no difference.
 *
 * TensorFlow turns its oneDNN kernels on by itself only where it sees AVX-512 VNNI or better. They pay with AVX2 alone, too
 * (docs/training.md has the figures); `TF_ENABLE_ONEDNN_OPTS=0` turns them off. Results differ by rounding.
 * `threads`: that TensorFlow computes with; all cores without it.
 */
export function trainingEnvironment(base: NodeJS.ProcessEnv, threads?: number): NodeJS.ProcessEnv {
  const tunables = [
    "glibc.malloc.hugetlb=1", //                       transparent huge pages for the heap
    "glibc.malloc.mmap_max=0", //                      large blocks on the heap, too
    "glibc.malloc.trim_threshold=68719476736", //      never give the heap's end back
    "glibc.malloc.top_pad=67108864",
  ];
  return {
    TF_CPP_MIN_LOG_LEVEL: "2",
    TF_ENABLE_ONEDNN_OPTS: "1",
    NODE_NO_WARNINGS: "1", // tfjs-node calls util.isArray, deprecated since Node 22
    ...base,
    ...(threads !== undefined && {
      TF_NUM_INTRAOP_THREADS: `${threads}`,
      TF_NUM_INTEROP_THREADS: `${threads}`,
      OMP_NUM_THREADS: `${threads}`,
    }),
    GLIBC_TUNABLES: [base.GLIBC_TUNABLES, ...tunables].filter(Boolean).join(":"),
  };
}
