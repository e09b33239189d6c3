/**
 * The part of D1 that the stores use, spelled out so that Node can import them: the command line seeds the local
 * database through the same code that serves it.
 */
export interface Database {
  prepare(sql: string): Statement;
  /** One transaction. */
  batch(statements: Statement[]): Promise<{ results: unknown[] }[]>;
}

export interface Statement {
  bind(...values: unknown[]): Statement;
  first<T>(): Promise<T | null>;
  all<T>(): Promise<{ results: T[] }>;
  run(): Promise<{ meta: { changes: number } }>;
}
