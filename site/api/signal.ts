/** A value that components follow. */
import { useEffect, useState } from "preact/hooks";

export interface Signal<Value> {
  value: Value;
  /** The value, in a component that is drawn anew when it changes. */
  use(): Value;
}

export function signal<Value>(first: Value): Signal<Value> {
  let current = first;
  const listeners = new Set<(value: Value) => void>();
  return {
    get value() {
      return current;
    },
    set value(next) {
      current = next;
      for (const listener of listeners) listener(next);
    },
    use() {
      const [seen, setSeen] = useState(current);
      useEffect(() => {
        const listener = (value: Value) => setSeen(() => value);
        listener(current); // it may have changed between drawing and this
        listeners.add(listener);
        return () => void listeners.delete(listener);
      }, []);
      return seen;
    },
  };
}
