import { joinObjects, type Part } from "./join-objects.ts";

/** As many objects are joined in one step, so that a step makes few calls however long the suite is. */
const AT_ONCE = 100;

/**
 * Joins the parts, in their order, into the object `key`, through as many stages as that takes: 100 parts in one, 10,000 in
 * two. Every call of `step` does one join; what lies between is written under `prefix`.
 */
export async function joinInStages(
  bucket: R2Bucket,
  parts: readonly Part[],
  key: string,
  prefix: string,
  step: (name: string, work: () => Promise<Part>) => Promise<Part>,
): Promise<void> {
  let left = parts.map(({ key, bytes }) => ({ key, bytes }));
  for (let stage = 0; left.length > AT_ONCE; stage++) {
    const joined: Part[] = [];
    for (let from = 0; from < left.length; from += AT_ONCE) {
      const group = left.slice(from, from + AT_ONCE);
      const name = `join ${stage}.${joined.length}`;
      joined.push(await step(name, () => joinObjects(bucket, group, `${prefix}${name.replace(" ", "-")}.ndjson`)));
    }
    left = joined;
  }
  await step("merge", () => joinObjects(bucket, left, key));
}
