/** Given to the compiler by the build (`--use`): whether the binary may have relaxed instructions. */
declare const RELAXED: bool;
