/**
 * How many tokens of each text stay when both share `room`: the longer is cut first, then both to halves.
 * The same arithmetic as `truncate_encodings` of Hugging Face's tokenizers: of an odd room the longer text gets the extra
 * token, the second one when they are equally long.
 */
export function longestFirst(a: number, b: number, room: number): [number, number] {
  if (a + b <= room) return [a, b];
  const short = Math.min(a, b);
  const [keepShort, keepLong] =
    short + Math.max(short, room - short) <= room ? [short, room - short] : [Math.floor(room / 2), Math.ceil(room / 2)];
  return a > b ? [keepLong, keepShort] : [keepShort, keepLong];
}
