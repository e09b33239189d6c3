/** Things kept warm within a budget; the least recently used go first. */

interface Entry<T> {
  value: T;
  cost: number;
}

/** A Map's insertion order is the order of use: reading an entry moves it to the end. */
export class Warm<T> {
  readonly #entries = new Map<string, Entry<T>>();
  readonly #budget: number;
  readonly #release: (value: T) => Promise<void>;

  constructor(budget: number, release: (value: T) => Promise<void>) {
    this.#budget = budget;
    this.#release = release;
  }

  get(key: string): T | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  /** Releases what was used longest ago until `cost` more fits. What is larger than the budget gets it alone. */
  async makeRoom(cost: number): Promise<void> {
    while (this.#entries.size > 0 && this.cost + cost > this.#budget) {
      const [key, { value }] = this.#entries.entries().next().value!;
      this.#entries.delete(key); // before releasing, so that nobody is handed a value on its way out
      await this.#release(value);
    }
  }

  /** Releases what was used longest ago, `except` this. False where there is nothing else. */
  async releaseOldest(except?: string): Promise<boolean> {
    for (const [key, { value }] of this.#entries) {
      if (key === except) continue;
      this.#entries.delete(key);
      await this.#release(value);
      return true;
    }
    return false;
  }

  set(key: string, value: T, cost: number): void {
    this.#entries.set(key, { value, cost });
  }

  get cost(): number {
    return [...this.#entries.values()].reduce((sum, { cost }) => sum + cost, 0);
  }

  values(): T[] {
    return [...this.#entries.values()].map(({ value }) => value);
  }
}
