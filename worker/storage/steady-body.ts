/** Bodies of objects that are read to their end even where a connection breaks off. */
import { type Steadiness, steadily } from "./steadily.ts";

/** Bytes of an object: the first is at `offset`. */
export interface Extent {
  offset: number;
  length: number;
}

/** Opens the same object anew. Throws where it is another by now. */
type Reopen = (extent: Extent) => Promise<R2ObjectBody>;

const brokeOff = (had: number, length: number) => new Error(`the body ended after ${had} of ${length} bytes`);

/** All bytes of `object`, which has those of `extent`: read whole, and whole again where that fails. */
export function wholeBody(object: R2ObjectBody, extent: Extent, reopen: Reopen, how: Steadiness): Promise<ArrayBuffer> {
  let opened: R2ObjectBody | undefined = object;
  return steadily(how, async () => {
    const current = opened ?? (await reopen(extent));
    opened = undefined;
    const bytes = await current.arrayBuffer();
    if (bytes.byteLength !== extent.length) throw brokeOff(bytes.byteLength, extent.length);
    return bytes;
  });
}

/** The bytes of `object` as they come; where they stop coming, the rest is asked for. */
export function resumedBody(
  object: R2ObjectBody,
  { offset, length }: Extent,
  reopen: Reopen,
  how: Steadiness,
): ReadableStream<Uint8Array> {
  let had = 0;
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined = object.body.getReader();
  const next = () =>
    steadily(how, async () => {
      reader ??= (await reopen({ offset: offset + had, length: length - had })).body.getReader();
      try {
        const { done, value } = await reader.read();
        if (done && had < length) throw brokeOff(had, length);
        return value;
      } catch (error) {
        reader = undefined;
        throw error;
      }
    });
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const chunk = await next();
        if (chunk === undefined) return controller.close();
        had += chunk.length;
        controller.enqueue(chunk);
      },
      cancel: (reason) => reader?.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}
