import { logMixture, type Mixture, mixtureBoundary } from "./gamma-exponential-mixture.ts";

/** Distance of the places at which the boundary is remembered, in `ln(1 + v)`, and how many there are: v may reach 10¹³. */
const [SPACING, PLACES] = [0.01, 3000];

/**
 * The boundary of a mixture at one level, made to be asked after every answer.
 *
 * What is remembered are its values at places of the variance one per cent apart. It grows with the variance, so that nearly
 * every question is answered by the two places around it; the rest by the mixture itself. What it answers is no other for it.
 */
export class Boundary {
  readonly #mixture: Mixture;
  readonly #alpha: number;
  /** The boundary at each place; 0 where it was not asked for yet. */
  readonly #places = new Float64Array(PLACES);

  /** One-sided: a sum crosses it, at any time, with probability alpha at most. */
  constructor(mixture: Mixture, alpha: number) {
    this.#mixture = mixture;
    this.#alpha = alpha;
  }

  /** The greatest sum that does not cross it at variance v >= 0. */
  at(v: number): number {
    return mixtureBoundary(v, this.#alpha, this.#mixture);
  }

  isCrossed(s: number, v: number): boolean {
    const place = Math.floor(Math.log(1 + v) / SPACING);
    // One place further on either side, for a logarithm that is rounded.
    if (s <= this.#place(Math.max(0, place - 1))) return false;
    if (s > this.#place(place + 2)) return true;
    return logMixture(s, v, this.#mixture) > -Math.log(this.#alpha);
  }

  #place(k: number): number {
    if (this.#places[k] === 0) this.#places[k] = this.at(Math.expm1(k * SPACING));
    return this.#places[k];
  }
}
