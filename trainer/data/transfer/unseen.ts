import type { KnownTexts } from "./known-texts.ts";
import type { TransferText } from "./read-texts.ts";

/** Which texts no suite has and none before them is, with a sentence about the others. */
export function unseen(texts: readonly TransferText[], known: KnownTexts): { isNew: boolean[]; report: string } {
  const hits = new Map<string, number>();
  const before = new Set<string>();
  let repeated = 0;
  const isNew = texts.map((row) => {
    const parts = "tokens" in row ? row.tokens : [row.text_a, row.text_b];
    const [text, second] = "tokens" in row ? [row.tokens.join(" ")] : [row.text_a, row.text_b]; // as `evaluationTexts` has words
    const suite = known(text) ?? (second === undefined ? undefined : known(second));
    if (suite !== undefined) hits.set(suite, (hits.get(suite) ?? 0) + 1);
    const key = JSON.stringify(parts);
    const again = before.has(key);
    before.add(key);
    if (again && suite === undefined) repeated++;
    return suite === undefined && !again;
  });
  const bySuite = [...hits].sort(([, a], [, b]) => b - a).map(([suite, count]) => `${suite} ${count}`);
  const shared = [...hits.values()].reduce((sum, count) => sum + count, 0);
  return {
    isNew,
    report: `left out ${shared} of ${texts.length} texts that evaluation splits have, too${bySuite.length > 0 ? ` (${bySuite.join(", ")})` : ""}, and ${repeated} repetitions`,
  };
}
