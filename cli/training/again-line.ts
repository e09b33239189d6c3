/** The command line that was typed, without some of its words: what somebody types to go on with what it began. */
export function againLine(without: readonly string[]): string {
  const words = process.argv.slice(2).filter((word) => !without.includes(word));
  const quoted = words.map((word) => (/^[\w./:=,+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`));
  return ["retort", ...quoted].join(" ");
}
