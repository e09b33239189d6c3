/** `word` in the case of `pattern`: all capitals, a capital first, or as it is. One capital letter says nothing of the rest. */
export function keepCase(pattern: string, word: string): string {
  if (pattern.length > 1 && pattern === pattern.toUpperCase() && pattern !== pattern.toLowerCase())
    return word.toUpperCase();
  return /^\p{Lu}/u.test(pattern) ? word.charAt(0).toUpperCase() + word.slice(1) : word;
}
