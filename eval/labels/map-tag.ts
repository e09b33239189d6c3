/** The entity type of an IOB2 tag: `B-PER`, `I-PER` and `PER` are PER; O has none. */
export const typeOfTag = (tag: string): string | null => (tag === "O" ? null : tag.replace(/^[BI]-/, ""));

/** A model's tag as a suite's, whose `label_map` is by entity type: `{PER: "person", MISC: "O"}`. */
export function mapTag(tag: string, labelMap: Readonly<Record<string, string>> = {}): string {
  const type = typeOfTag(tag);
  if (type === null || !Object.hasOwn(labelMap, type)) return tag;
  const mapped = labelMap[type]!;
  return mapped === "O" ? "O" : tag.slice(0, tag.length - type.length) + mapped;
}
