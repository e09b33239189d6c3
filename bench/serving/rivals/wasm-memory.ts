/** The part of the interface that our own types leave out. */
interface Rest {
  instantiate(source: unknown, imports?: object): Promise<{ instance?: WebAssembly.Instance; exports?: object }>;
}

/** Every wasm memory of this process, whoever makes it: from `watchMemories` on, constructors and exports are looked at. Returns the bytes of all. */
export function watchMemories(): () => number {
  const { Memory, Instance, instantiate } = WebAssembly as typeof WebAssembly & Rest;
  const found = new Set<WebAssembly.Memory>();
  const look = (...spaces: unknown[]) => {
    for (const space of spaces)
      for (const value of Object.values((space ?? {}) as object)) {
        if (value instanceof Memory) found.add(value);
        else if (typeof value === "object" && value !== null)
          for (const inner of Object.values(value)) if (inner instanceof Memory) found.add(inner);
      }
  };
  class Watched extends Instance {
    constructor(...args: ConstructorParameters<typeof Instance>) {
      super(...args);
      look(this.exports, args[1]);
    }
  }
  const watched: Rest["instantiate"] = async (source, imports) => {
    const result = await instantiate(source, imports);
    look((result.instance ?? result).exports, imports);
    return result;
  };
  Object.assign(WebAssembly, { Instance: Watched, instantiate: watched });
  return () => [...found].reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
}
