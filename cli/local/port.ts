/** Ports of this machine. */
import { createServer } from "node:net";
import { CliError } from "../cli-error.ts";

/** The port itself once it is known to be free on every loopback address; for 0, any free one. Throws CliError if taken. */
export async function freePort(port: number): Promise<number> {
  const found = await tryPort(port, "127.0.0.1");
  await tryPort(found, "::1");
  return found;
}

function tryPort(port: number, host: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const server = createServer();
  server.once("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EADDRNOTAVAIL" || error.code === "EAFNOSUPPORT") return resolve(port); // no such protocol here
    const reason =
      error.code === "EADDRINUSE" ? "is taken: choose another with --port" : `cannot be used (${error.code})`;
    reject(new CliError(`port ${port} ${reason}`));
  });
  server.listen({ port, host }, () => {
    const address = server.address();
    server.close(() => resolve(typeof address === "object" && address !== null ? address.port : port));
  });
  return promise;
}
