/** Writes four rows of four floats as columns; both strides in bytes. */
@inline
export function transpose(x: usize, xStride: usize, y: usize, yStride: usize): void {
  storeColumns(v128.load(x), v128.load(x + xStride), v128.load(x + 2 * xStride), v128.load(x + 3 * xStride), y, yStride);
}

/** The same of rows that are at hand, of any four numbers of 32 bits. */
@inline
export function storeColumns(a: v128, b: v128, c: v128, d: v128, y: usize, yStride: usize): void {
  const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5), ab1 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5), cd1 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(y, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5));
  v128.store(y + yStride, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
  v128.store(y + 2 * yStride, v128.shuffle<f32>(ab1, cd1, 0, 1, 4, 5));
  v128.store(y + 3 * yStride, v128.shuffle<f32>(ab1, cd1, 2, 3, 6, 7));
}
