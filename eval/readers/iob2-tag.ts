/** `O`, or `B-` or `I-` and a type. Whether tags follow on each other as IOB2 asks is a matter of the score, not of reading. */
export const isIob2Tag = (tag: string): boolean => /^(O|[BI]-.+)$/s.test(tag);
