/** Server-sent events read from a stream, since an EventSource can't send a key: https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream */
import { linesOf } from "./lines.ts";

/** The data of each event, its lines joined. Comments, names and ids are left out. Ends where the stream does; an event that it cuts is none. */
export async function* eventData(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let data: string[] = [];
  for await (const line of linesOf(stream)) {
    if (line.startsWith("data:")) data.push(line.slice("data:".length).replace(/^ /, ""));
    if (line !== "" || data.length === 0) continue;
    yield data.join("\n");
    data = [];
  }
}
