import type { TagScheme } from "../../r2-assets/format/suite.ts";
import { isTag, partsOf } from "./tag.ts";

/**
 * A tagger's labels as tags, in their order. Labels without prefixes, `PER`, say what IO says, and become `I-PER`. E-, S-, L-
 * and U- count as prefixes only where the labels as a whole are BIOES or BILOU; else they are a part of the type: `S-Bahn`.
 */
export function tagsOfLabels(labels: readonly string[]): string[] {
  const prefixed = hasEnds(labels) ? /^[BIESLU]-.+/s : /^[BI]-.+/s;
  return labels.map((label) => (label === "O" || prefixed.test(label) ? label : `I-${label}`));
}

/** Whether all labels are tags, of one spelling, and each type that has an end has a beginning. */
function hasEnds(labels: readonly string[]): boolean {
  if (!labels.every(isTag)) return false;
  const of = (prefixes: string) => labels.filter((label) => partsOf(label) && prefixes.includes(label[0]!));
  if (of("ES").length > 0 && of("LU").length > 0) return false;
  const begun = new Set(of("B").map((label) => label.slice(2)));
  return of("ESLU").length > 0 && of("EL").every((label) => begun.has(label.slice(2)));
}

/** The IOB2 tags, sorted, that tags of these labels become; the labels as they are, sorted, where one is no tag. */
export function iob2Labels(labels: readonly string[]): string[] {
  if (!labels.every(isTag)) return [...labels].sort();
  const found = labels.flatMap((label) => {
    const parts = partsOf(label);
    if (parts === null) return label;
    const { prefix, type } = parts;
    return "IEL".includes(prefix) ? [`B-${type}`, `I-${type}`] : `B-${type}`;
  });
  return [...new Set(found)].sort();
}

/** The scheme that a tagger's labels are in: with B- and without ends it is IOB2, as no label tells it from IOB1. */
export function schemeOfLabels(labels: readonly string[]): TagScheme | undefined {
  const prefixes = new Set(tagsOfLabels(labels).flatMap((tag) => partsOf(tag)?.prefix ?? []));
  if (prefixes.size === 0) return undefined;
  if (prefixes.has("E") || prefixes.has("S")) return "BIOES";
  if (prefixes.has("L") || prefixes.has("U")) return "BILOU";
  return prefixes.has("B") ? "IOB2" : "IO";
}
