/** Weights as percentages that somebody types, in the fields of forms. */

/** In hundredths of a percent, so that sums are exact; null where it is no number from 0 to 100. */
function hundredths(text: string): number | null {
  const value = Number(text.trim().replace(",", "."));
  return text.trim() === "" || !(value >= 0 && value <= 100) ? null : Math.round(value * 100);
}

/** What is wrong with percentages, by the names of what has them; null where nothing is. */
export function percentsFlaw(percents: readonly string[], names: readonly string[]): string | null {
  const values = percents.map(hundredths);
  const unread = values.indexOf(null);
  if (unread !== -1) return `The weight of ${names[unread]} is no number from 0 to 100.`;
  const sum = values.reduce<number>((all, value) => all + value!, 0);
  return sum === 10_000 ? null : `The weights sum to ${sum / 100} %, not to 100 %.`;
}

/** Shares of 1. Only of percentages without a flaw. */
export const sharesOf = (percents: readonly string[]): number[] => percents.map((text) => hundredths(text)! / 10_000);

/** As equal as hundredths of a percent can be; the first ones have what is left over. */
export function equalPercents(count: number): string[] {
  const [each, over] = [Math.floor(10_000 / count), 10_000 % count];
  return Array.from({ length: count }, (_, i) => String((each + (i < over ? 1 : 0)) / 100));
}

export const percentOf = (share: number): string => String(Math.round(share * 10_000) / 100);
