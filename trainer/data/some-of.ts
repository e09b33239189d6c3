/** Of a text's pieces or words, how many are to be guessed. Source: Devlin et al., arXiv 1810.04805, section 3.1. */
const SHARE = 0.15;

/**
 * 15 % of the candidates, at least one of those that there are, each as likely as any other, ascending: the beginning of a shuffle, which
 * their array is left in. `random`: uniform in [0, 1).
 */
export function someOf(candidates: number[], random: () => number): number[] {
  const count = Math.min(candidates.length, Math.max(1, Math.round(SHARE * candidates.length)));
  for (let i = 0; i < count; i++) {
    const j = i + Math.floor(random() * (candidates.length - i));
    [candidates[i], candidates[j]] = [candidates[j], candidates[i]];
  }
  return candidates.slice(0, count).sort((a, b) => a - b);
}
