/** What Node has of WebAssembly and its types do not: for the files that are checked against Node's. Workers' types have all of it. */
declare namespace WebAssembly {
  class CompileError extends Error {}
  class Module {
    constructor(bytes: BufferSource);
    static exports(module: Module): { name: string; kind: string }[];
    static imports(module: Module): { module: string; name: string; kind: string }[];
  }
  class Memory {
    constructor(size: { initial: number; maximum?: number });
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }
  class Instance {
    constructor(module: Module, imports?: Record<string, Record<string, unknown>>);
    readonly exports: Record<string, unknown>;
  }
}

declare module "*.wasm" {
  const module: WebAssembly.Module;
  export default module;
}
