/**
 * Moves places on a line so that none is nearer than `gap` to another, each as little as can be: places too near to each
 * other form a block around their mean, and blocks that touch join. The order stays.
 */
export function keepApart(places: readonly number[], gap: number): number[] {
  const order = places.map((_, i) => i).sort((x, y) => places[x]! - places[y]!);
  const blocks: { members: number[]; centre: number }[] = [];
  for (const i of order) {
    blocks.push({ members: [i], centre: places[i]! });
    for (;;) {
      const [above, block] = blocks.slice(-2);
      if (above === undefined || block === undefined) break;
      const room = ((above.members.length + block.members.length) / 2) * gap;
      if (block.centre - above.centre >= room) break;
      const members = [...above.members, ...block.members];
      const centre = members.reduce((sum, member) => sum + places[member]!, 0) / members.length;
      blocks.splice(-2, 2, { members, centre });
    }
  }
  const moved = [...places];
  for (const { members, centre } of blocks)
    members.forEach((member, k) => {
      moved[member] = centre + (k - (members.length - 1) / 2) * gap;
    });
  return moved;
}
