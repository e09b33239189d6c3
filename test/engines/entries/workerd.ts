/** A Worker that answers a request with what it sees; what is asked comes from its binding FILES. */
import plain from "../../../worker/runtime/engine/kernels/plain.wasm";
import relaxed from "../../../worker/runtime/engine/kernels/relaxed.wasm";
import { examineAll } from "../place.ts";

interface Env {
  FILES: { fetch(url: string): Promise<Response> };
}

export default {
  async fetch(_: Request, { FILES }: Env): Promise<Response> {
    const read = async (file: string) =>
      new Uint8Array(await (await FILES.fetch(`http://files/${file}`)).arrayBuffer());
    return Response.json(await examineAll(read, { plain, relaxed }));
  },
};
