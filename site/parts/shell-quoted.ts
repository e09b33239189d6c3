/** A value as JSON, for a POSIX shell: within single quotes only these need care. */
export const shellQuoted = (value: unknown): string => `'${JSON.stringify(value).replaceAll("'", `'\\''`)}'`;
