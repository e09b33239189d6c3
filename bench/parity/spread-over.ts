import { spread } from "../../trainer/data/spread.ts";

/**
 * So many items of several groups, as many of each as it has while all together are `count`: what a small group lacks the larger ones
 * give. Within a group at even distances. The groups keep their order.
 */
export function spreadOver<Item>(groups: readonly (readonly Item[])[], count: number): Item[][] {
  let [left, open] = [count, groups.length];
  const chosen = new Map<readonly Item[], Item[]>();
  for (const group of groups.toSorted((a, b) => a.length - b.length)) {
    const share = spread(group.length, Math.ceil(left / open--)).map((at) => group[at]!);
    chosen.set(group, share);
    left -= share.length;
  }
  return groups.map((group) => chosen.get(group)!);
}
