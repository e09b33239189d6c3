/**
 * WGSL for sums over the lanes of a row: a workgroup of `workgroupSize` holds several rows of `lanes` invocations each (a
 * power of two). `laneSum(local, x)` is the sum of x over the row of `local`, `laneMax` the largest, in a tree of fixed
 * order. Every invocation of the workgroup calls them.
 */
export function laneWgsl(workgroupSize: number, lanes: number): string {
  const reduction = (name: string, join: string) => `
fn ${name}(local: u32, x: f32) -> f32 {
  laneValues[local] = x;
  workgroupBarrier();
  for (var step = ${lanes / 2}u; step > 0u; step /= 2u) {
    if (local % ${lanes}u < step) {
      let other = laneValues[local + step];
      laneValues[local] = ${join};
    }
    workgroupBarrier();
  }
  let result = laneValues[local - local % ${lanes}u];
  workgroupBarrier();
  return result;
}`;
  return `
var<workgroup> laneValues: array<f32, ${workgroupSize}>;
${reduction("laneSum", "laneValues[local] + other")}
${reduction("laneMax", "max(laneValues[local], other)")}
`;
}
