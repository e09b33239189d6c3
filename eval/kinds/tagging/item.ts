import { answerField, type Fields, told, words } from "../csv-fields.ts";

/** `tags` (spaces between, or a JSON array). */
export const taggingItem = (fields: Fields): Record<string, unknown> =>
  told("tags", answerField(fields, "tags"), words);
