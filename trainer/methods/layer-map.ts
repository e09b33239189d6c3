/**
 * I(1..M), the teacher layers that the student's layers 1..M = L_s - 1 are matched with (1-based; 0 is the embedding
 * output). Skip: every k-th, k = L_t / L_s; Last: the last ones but one. The student's last layer is left out: it
 * feeds the classifier. Source: PKD, arXiv 1908.09355, section 3.
 * Throws RangeError when Skip has no integer k, or when the student is not shallower.
 */
export function layerMap(map: "skip" | "last", teacherLayers: number, studentLayers: number): number[] {
  if (studentLayers < 2 || studentLayers >= teacherLayers)
    throw new RangeError(`PKD needs a student of 2 to ${teacherLayers - 1} layers, got ${studentLayers}`);
  const k = teacherLayers / studentLayers;
  if (map === "skip" && !Number.isInteger(k))
    throw new RangeError(
      `PKD-Skip needs ${teacherLayers} teacher layers to be a multiple of the student's ${studentLayers}`,
    );
  const at = (j: number) => (map === "skip" ? k * j : teacherLayers - studentLayers + j);
  return Array.from({ length: studentLayers - 1 }, (_, i) => at(i + 1));
}
