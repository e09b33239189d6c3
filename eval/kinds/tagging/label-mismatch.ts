import { mapTag, typeOfTag } from "../../labels/map-tag.ts";
import { tagsOfLabels } from "../../tags/label-tags.ts";
import { toIob2 } from "../../tags/to-iob2.ts";
import type { Labelled } from "../kind.ts";
import { mismatch } from "../label-mismatch.ts";

/** A tagger has all entity types of the suite, and may have more: those are found too often, never too seldom. */
export function otherTypes(modelLabels: readonly string[], { labels = [], label_map = {} }: Labelled): string | null {
  const own = iob2(modelLabels);
  const mapped = own.map((tag) => mapTag(tag, label_map));
  const wanted = types(iob2(labels));
  return covers(types(mapped), wanted) ? null : mismatch("entity types", types(own), wanted);
}

/** Each by itself. */
const iob2 = (labels: readonly string[]) => tagsOfLabels(labels).flatMap((tag) => toIob2([tag]));

const types = (tags: readonly string[]) => [...new Set(tags.map(typeOfTag).filter((type) => type !== null))];

const covers = (model: readonly string[], suite: readonly string[]) => suite.every((type) => model.includes(type));
