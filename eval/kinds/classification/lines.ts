import * as z from "zod";
import { firstIssue } from "../../../r2-assets/format/issue-sentences.ts";
import { ClassificationRow } from "../../../r2-assets/format/rows.ts";
import { Label } from "../../labels/label.ts";
import { LabelBook } from "../../lines/label-book.ts";
import type { LineReader, RowsOptions } from "../../lines/line-reader.ts";
import { TagReader } from "../../lines/read-tags.ts";

const Line = z.looseObject({
  text_a: ClassificationRow.shape.text_a,
  text_b: ClassificationRow.shape.text_b.nullish(),
  label: Label,
  slots: ClassificationRow.shape.slots.nullish(),
  groups: ClassificationRow.shape.groups.nullish(),
});

/** `{text_a, text_b?, label, slots?, groups?}`: the label by its name or index, one slot, a tag in any of the schemes, a space-separated token. */
export function classificationLines(options: RowsOptions): LineReader<"classification"> {
  const book = new LabelBook(options);
  const reader = new TagReader(options);
  let slotted = false;
  return {
    read(value) {
      const parsed = Line.safeParse(value);
      if (!parsed.success) return firstIssue(parsed.error);
      const { text_a, text_b, slots } = parsed.data;
      const label = book.name(parsed.data.label);
      if (typeof label === "string") return `label: ${label}`;
      const read = slots && readSlots(reader, text_a, slots);
      if (typeof read === "string") return read;
      slotted ||= read != null;
      const groups = groupsOf(parsed.data, options.groups);
      if (typeof groups === "string") return groups;
      return {
        text_a,
        ...(text_b != null && { text_b }),
        label: label.name,
        ...(read && { slots: read.tags }),
        ...(groups && { groups }),
      };
    },
    labels() {
      const names = book.names();
      if (slotted && reader.spans === 0) return "every slot is O, so that none can be found; leave the slots out";
      return names.length < 2 ? `every row has the label "${names[0]}"; a classification suite needs two` : names;
    },
    tags: () => reader.told(),
  };
}

function readSlots(reader: TagReader, text: string, slots: readonly string[]) {
  const tokens = text.split(" ").filter(Boolean).length;
  if (tokens !== slots.length) return `slots: there are ${slots.length} for ${tokens} space-separated tokens`;
  return reader.read("slots", slots);
}

/** The row's own groups and those in fields of it, sorted by name; undefined where there are none. */
function groupsOf(
  line: z.infer<typeof Line>,
  fields: readonly string[] = [],
): Record<string, string> | undefined | string {
  const groups = new Map(Object.entries(line.groups ?? {}));
  for (const field of fields) {
    const value = line[field];
    if (value === undefined) continue;
    if (typeof value !== "string") return `${field}: expected a string, as rows are grouped by it`;
    groups.set(field, value);
  }
  if (groups.size === 0) return undefined;
  return Object.fromEntries([...groups].sort(([a], [b]) => (a < b ? -1 : 1)));
}
