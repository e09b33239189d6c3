/**
 * The Worker that `workerd.ts` times: the Worker's own sessions of both runtimes, nothing around them. No clock, since workerd's stands still while it computes.
 *
 *     POST /open?model=ID   one body: card, graph and weights behind their lengths (three uint32)
 *     POST /run?model=ID&engine=own|ort&tokens=N&times=N   -> the last logits
 */
import { padBatch } from "../../../r2-assets/format/padded-batch.ts";
import { prepareEngineSession } from "../../../worker/runtime/engine-session.ts";
import { createOrtSession } from "../../../worker/runtime/ort.ts";

const opened = new Map();

async function open(id, body) {
  const lengths = new Uint32Array(body, 0, 3);
  const files = [];
  let at = 12;
  for (const length of lengths) {
    files.push(new Uint8Array(body, at, length));
    at += length;
  }
  const [cardBytes, graph, weights] = files;
  const card = JSON.parse(new TextDecoder().decode(cardBytes));
  const own = prepareEngineSession(card, weights).open();
  const ort = await createOrtSession({ "model.onnx": graph, "weights.safetensors": weights });
  opened.set(id, { own, ort, rows: card.architecture.embeddings.word.rows });
}

async function run(id, engine, tokens, times) {
  const { rows, ...sessions } = opened.get(id);
  const ids = Array.from({ length: tokens }, (_, i) => 1 + ((i * 7919) % (rows - 1)));
  const batch = padBatch([{ ids, typeIds: ids.map(() => 0) }], { padId: 0 });
  let logits = null;
  for (let i = 0; i < times; i++) logits = await sessions[engine].run(batch);
  return logits;
}

export default {
  async fetch(request) {
    const { pathname, searchParams } = new URL(request.url);
    const of = (name) => searchParams.get(name);
    if (pathname === "/open") {
      await open(of("model"), await request.arrayBuffer());
      return new Response();
    }
    const logits = await run(of("model"), of("engine"), Number(of("tokens")), Number(of("times")));
    return Response.json(logits && [...logits]);
  },
};
