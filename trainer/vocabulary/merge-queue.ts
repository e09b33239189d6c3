/** A pair of neighbours and how often it stood side by side when it was queued. */
export interface QueuedPair {
  first: number;
  second: number;
  count: number;
}

/**
 * Pairs, the most frequent first; of equally frequent ones that whose first piece was learnt earlier, then whose second was: the
 * order is total, so what is taken out does not depend on what was put in first. A binary heap.
 */
export class MergeQueue {
  private readonly heap: QueuedPair[] = [];

  push(pair: QueuedPair): void {
    const { heap } = this;
    let at = heap.push(pair) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(pair, heap[parent]!)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = pair;
  }

  pop(): QueuedPair | undefined {
    const { heap } = this;
    const top = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return top;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++;
      if (!isBefore(heap[child]!, last)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
    return top;
  }
}

const isBefore = (x: QueuedPair, y: QueuedPair): boolean =>
  x.count !== y.count ? x.count > y.count : x.first !== y.first ? x.first < y.first : x.second < y.second;
