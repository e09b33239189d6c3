const INSIDE = "##";

/**
 * The pieces of a WordPiece vocabulary that make up a piece of another, longest first from the left: `##ing` of `##in`, `##g`.
 * Null where some character is in none.
 */
export function spell(token: string, idOf: (token: string) => number | undefined): number[] | null {
  const inside = token.startsWith(INSIDE) && token.length > INSIDE.length;
  const letters = [...(inside ? token.slice(INSIDE.length) : token)];
  const ids: number[] = [];
  for (let from = 0; from < letters.length; ) {
    const prefix = inside || from > 0 ? INSIDE : "";
    let [to, id]: [number, number | undefined] = [letters.length, undefined];
    for (; to > from && id === undefined; to--) id = idOf(prefix + letters.slice(from, to).join(""));
    if (id === undefined) return null;
    ids.push(id);
    from = to + 1;
  }
  return ids;
}
