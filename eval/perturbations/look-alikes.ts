/** Letters that look like Latin ones. Pairs: the Latin letter, then its look-alike. A choice from Unicode's confusables. */
const pairs = (list: string): ReadonlyMap<string, string> =>
  new Map(list.split(" ").map((pair) => [...pair] as unknown as [string, string]));

export const CYRILLIC = pairs("aа cс eе iі jј oо pр sѕ xх yу AА BВ CС EЕ HН IІ JЈ KК MМ OО PР SЅ TТ XХ YҮ");
export const GREEK = pairs("aα iι kκ nη oο pρ tτ uυ vν wω xχ yγ AΑ BΒ EΕ HΗ IΙ KΚ MΜ NΝ OΟ PΡ TΤ XΧ YΥ ZΖ");

/** Both alphabets of a style begin at these code points and have no holes. */
const styled = (capital: number, small: number): ReadonlyMap<string, string> =>
  new Map(
    Array.from({ length: 26 }, (_, i) => i).flatMap((i): [string, string][] => [
      [String.fromCharCode(65 + i), String.fromCodePoint(capital + i)],
      [String.fromCharCode(97 + i), String.fromCodePoint(small + i)],
    ]),
  );

export const FULL_WIDTH = styled(0xff21, 0xff41);
export const BOLD = styled(0x1d400, 0x1d41a);
export const SANS_BOLD = styled(0x1d5d4, 0x1d5ee);
export const MONOSPACE = styled(0x1d670, 0x1d68a);
