/** One colour a method, in every picture; most are of Okabe and Ito's palette, which colour-blind readers can tell apart, the last of Tol's. */

const COLOURS: Readonly<Record<string, string>> = {
  teacher: "#1f2328",
  "fine-tuned": "#8c959f",
  kd: "#56b4e9",
  "pkd-skip": "#0072b2",
  "pkd-last": "#cc79a7",
  kronecker: "#d55e00",
  svd: "#009e73",
  thin: "#b58900",
  xtremedistil: "#882255",
};

export const colourOf = (method: string | null): string => COLOURS[method ?? ""] ?? "#59636e";
