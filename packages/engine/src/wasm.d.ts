/** As Workers' bundlers bring it. */
declare module "*.wasm" {
  const module: WebAssembly.Module;
  export default module;
}
