import type { RowKind, RowOf } from "../../r2-assets/format/rows.ts";
import type { TagsRead } from "../../r2-assets/format/suite.ts";

export interface RowsOptions {
  /** The suite's labels in index order. Without them every row must name its label, and the names found, sorted, are the labels. */
  labels?: readonly string[];
  /** A row without an id gets `<prefix>-<row from 0>`. Without a prefix it is refused. */
  idPrefix?: string;
  /** The ids that rows come with are not used: all are made from the prefix. */
  ownIds?: false;
  /** A label as the rows spell it -> as the suite does. */
  spellings?: Readonly<Record<string, string>>;
  /** Fields that become the row's groups. */
  groups?: readonly string[];
  /** The column that rows of this suite are usually clustered by; rows in which it makes no clusters are by themselves. */
  group?: string;
  /** The column that somebody asks for: where it makes no clusters, that is a mistake. */
  askedGroup?: string;
  /** Tags stay in the scheme they are in, so that whoever reads the rows next sees it, too. */
  tagsAsWritten?: boolean;
}

/** What is particular to reading one shape of rows. More keys than the row has are fine in a line; they are dropped. */
export interface LineReader<K extends RowKind> {
  /** The row without its id; a string says what is wrong: `field: what`. */
  read(value: unknown): Omit<RowOf[K], "id" | "group"> | string;
  /** Once all lines are read: the suite's labels, if its task has any; a string says what is wrong with them. */
  labels(): string[] | undefined | string;
  /** Then, too: how tags or slots were written, where rows can have any. */
  tags?(): TagsRead;
}
