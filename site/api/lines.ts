/** A text's lines as they come, wherever the stream is cut; the last one with or without an end. LF and CRLF end a line. */
export async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = stream.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>).getReader();
  let rest = "";
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      const lines = `${rest}${piece.value}`.split("\n");
      rest = lines.pop()!;
      yield* lines.map((line) => line.replace(/\r$/, ""));
    }
    if (rest !== "") yield rest;
  } finally {
    await reader.cancel().catch(() => {}); // whoever stops reading does not want what is left
  }
}
