import { gunzipSync } from "node:zlib";

/** The text of gzipped UTF-8, a byte order mark left where it is. Throws an Error where it is neither. */
export const gzipText = (bytes: Uint8Array): string => utf8(gunzipSync(bytes));

/** Bytes as text; throws TypeError where they are not UTF-8. */
export const utf8 = (bytes: Uint8Array): string =>
  new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
