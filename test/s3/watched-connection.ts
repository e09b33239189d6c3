/** A TCP relay in front of the S3 server: shows the order of the requests, and breaks the connection where a test wants it. */
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export interface WatchedConnection {
  /** Takes the place of the server's own endpoint. */
  endpoint: string;
  /** `PUT /bucket/key`, in the order in which they came. */
  requests: string[];
  /** The next `times` connections that send something for which `when` holds are cut, and what they sent goes no further. */
  breakWhen(when: (seen: Seen) => boolean, then?: () => void, times?: number): void;
  close(): Promise<void>;
}

export interface Seen {
  /** From the client, since the relay stands. */
  bytes: number;
  /** The newest of `requests`. */
  request: string;
}

export async function watchConnection(target: string): Promise<WatchedConnection> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  let bytes = 0;
  let trap: { when(seen: Seen): boolean; then(): void; left: number } | undefined;
  const springs = () => trap !== undefined && trap.left > 0 && trap.when({ bytes, request: requests.at(-1) ?? "" });

  const relay = createServer((client) => {
    const server = connect(Number(new URL(target).port), "127.0.0.1");
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      sockets.add(socket);
      socket.on("error", () => {}); // cutting is what this is for
      socket.on("close", () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    client.on("data", (chunk) => {
      const line = chunk.toString("latin1").match(/^([A-Z]+ [^ ?]+)\S* HTTP\/1\.1\r\n/);
      if (line) requests.push(line[1]!);
      bytes += chunk.length;
      if (!springs()) return void server.write(chunk);
      trap!.left--;
      client.destroy();
      trap!.then();
    });
    server.on("data", (chunk) => client.write(chunk));
  });
  relay.listen(0, "127.0.0.1");
  await once(relay, "listening");
  return {
    endpoint: `http://127.0.0.1:${(relay.address() as AddressInfo).port}`,
    requests,
    breakWhen(when, then = () => {}, times = 1) {
      trap = { when, then, left: times };
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => relay.close(closed));
    },
  };
}
