import type { Row } from "../../r2-assets/format/rows.ts";
import type { RowsOptions } from "./line-reader.ts";

/** Rows that belong together: by which column, and the ids of each cluster. */
export interface RowClusters {
  group: string;
  clusters: string[][];
}

/**
 * Collects which rows have the same value in a column while they are read: the one asked for, else the rows' own `group`,
 * else what is usual for the suite. The column may be one that the row itself does not keep.
 */
export class ClusterBook {
  readonly #asked: string | undefined;
  readonly #named: Column | undefined;
  readonly #own = new Column("group");
  #last: string | undefined;

  constructor({ group, askedGroup }: Pick<RowsOptions, "group" | "askedGroup">) {
    this.#asked = askedGroup;
    const name = askedGroup ?? group;
    this.#named = name === undefined || name === "group" ? undefined : new Column(name);
  }

  /** `line`: the row as it came. A sentence says what is wrong. */
  add(line: unknown, row: Row): string | undefined {
    this.#own.add(row.id, row.group);
    this.#last = this.#asked === undefined || this.#named === undefined ? row.group : undefined;
    if (this.#named === undefined) return undefined;
    const value = valueIn(line, row, this.#named.name);
    if (value !== undefined && typeof value !== "string")
      return (
        this.#asked &&
        `${this.#named.name}: expected a string or a whole number, one past 2^53 in quotes, as rows are clustered by it`
      );
    this.#named.add(row.id, value);
    this.#last ??= value;
    return undefined;
  }

  /** Of the row that was added last: the value by which it is clustered. */
  last(): string | undefined {
    return this.#last;
  }

  /** Undefined where rows are by themselves; a sentence where what is asked for, or what they say, makes no clusters. */
  told(): RowClusters | undefined | string {
    if (this.#asked !== undefined) return this.#named ? this.#named.told() : this.#own.told();
    if (this.#own.has) return this.#own.told();
    const usual = this.#named?.told();
    return typeof usual === "string" ? undefined : usual;
  }
}

/** A whole number is as good as its digits; null for what is no name at all. */
function valueIn(line: unknown, row: Row, column: string): string | undefined | null {
  const [fields, name] = column.startsWith("groups.")
    ? ["groups" in row ? row.groups : undefined, column.slice("groups.".length)]
    : [line, column];
  if (fields === undefined || !Object.hasOwn(fields as object, name)) return undefined;
  const value = (fields as Record<string, unknown>)[name];
  if (value === null || value === "") return undefined;
  if (typeof value === "string") return value;
  return Number.isSafeInteger(value) ? String(value) : null;
}

class Column {
  readonly name: string;
  readonly #ids = new Map<string, string[]>();
  #missing = 0;
  #firstMissing = "";
  #rows = 0;

  constructor(name: string) {
    this.name = name;
  }

  get has(): boolean {
    return this.#ids.size > 0;
  }

  add(id: string, value: string | undefined): void {
    this.#rows++;
    if (value === undefined) {
      if (this.#missing++ === 0) this.#firstMissing = id;
      return;
    }
    const ids = this.#ids.get(value);
    if (ids) ids.push(id);
    else this.#ids.set(value, [id]);
  }

  told(): RowClusters | string {
    const { name } = this;
    if (!this.has) return `no row has a column ${name} to cluster rows by`;
    if (this.#missing > 0)
      return `${this.#missing} of ${this.#rows} rows have no ${name}, "${this.#firstMissing}" for one: rows are clustered by it, so all have one, or none`;
    if (this.#ids.size === 1)
      return `every row has the same ${name}: of one cluster there is neither interval nor test, so leave it out`;
    if (this.#ids.size === this.#rows)
      return `every row has its own ${name}, so that rows are by themselves: leave it out`;
    return { group: name, clusters: [...this.#ids.values()] };
  }
}
