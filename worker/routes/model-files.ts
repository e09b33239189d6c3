/** `GET /v1/models/{id}/files/{name}`: what it takes to run a model elsewhere, byte for byte. */
import { createRoute, z } from "@hono/zod-openapi";
import { readCard } from "../../r2-assets/format/artefact-check.ts";
import { sha256 } from "../../r2-assets/format/digest.ts";
import { CARD_FILE, modelKey, TOKENIZER_FILE, WEIGHTS_FILE } from "../../r2-assets/format/keys.ts";
import { newApi } from "../http/api.ts";
import { etagHeaders, etagResponses, IMMUTABLE, isAtHand, REVALIDATED, tagged } from "../http/etag.ts";
import { ProblemError, problem } from "../http/problem.ts";
import { type FoundCard, findCard } from "../lookups/find-card.ts";
import { getDigested } from "../storage/digested.ts";

/** What the engine reads, and all that is handed out. */
const FileName = z.enum([CARD_FILE, TOKENIZER_FILE, WEIGHTS_FILE]);
type FileName = z.infer<typeof FileName>;

const getFile = createRoute({
  method: "get",
  path: "/v1/models/{id}/files/{name}",
  summary: "A file of a model",
  description:
    "As it was published, for the engine elsewhere: `loadModel` of `@retort/engine` takes `/v1/models/{id}@{version}/files/` as a model's folder. Under an address with a version a file never changes.",
  tags: ["models"],
  request: {
    params: z.object({
      id: z.string().openapi({ description: "`id` or `id@version`" }),
      name: FileName,
    }),
    headers: etagHeaders,
  },
  responses: {
    ...etagResponses,
    200: {
      description: "The file's bytes",
      content: {
        "application/json": { schema: z.looseObject({}) },
        "application/octet-stream": { schema: z.string().openapi({ format: "binary" }) },
      },
    },
    404: problem("No such model or version, or none that has such a file"),
    422: problem("Files of another name are not handed out"),
    500: problem("The stored bytes are not those that the card lists, or the bucket does not answer"),
  },
});

export const modelFilesApi = newApi().openapi(getFile, async (c) => {
  const { id: ref, name } = c.req.valid("param");
  const found = await findCard(c.env, ref);
  const file = name === CARD_FILE ? await cardFile(c.env.BUCKET, found) : await listedFile(c.env.BUCKET, found, name);
  const tag = `"${file.sha256.slice(0, 32)}"`;
  tagged(c, tag, ref.includes("@") ? IMMUTABLE : REVALIDATED);
  c.header("x-retort-model", `${found.card.id}@${found.version}`);
  if (isAtHand(c, tag)) return c.body(null, 304);
  c.header("content-type", name === WEIGHTS_FILE ? "application/octet-stream" : "application/json");
  c.header("content-length", String(file.bytes));
  return c.body(await file.body(), 200);
});

interface StoredFile {
  sha256: string;
  bytes: number;
  /** Read when it is asked for. Throws where the bytes are other ones. */
  body(): Promise<ReadableStream | Uint8Array<ArrayBuffer>>;
}

/** Its version is its digest, or twelve digits of it. */
async function cardFile(bucket: R2Bucket, { version, card: { id } }: FoundCard): Promise<StoredFile> {
  const key = modelKey(id, version, CARD_FILE);
  const object = await bucket.get(key);
  if (object === null) throw new ProblemError(500, "model-damaged", `${key} is missing.`);
  const bytes = new Uint8Array(await object.arrayBuffer());
  const reading = await readCard(bytes, key, { id, version });
  if (reading.kind === "damaged") throw new ProblemError(500, "model-damaged", `${reading.reason}.`);
  return { sha256: await sha256(bytes), bytes: bytes.byteLength, body: async () => bytes };
}

async function listedFile(bucket: R2Bucket, { version, card }: FoundCard, name: FileName): Promise<StoredFile> {
  const listed = card.files[name];
  if (listed === undefined) {
    const detail = `${card.id} has no ${name}: its weights are in a graph that somebody else made, which is not handed out.`;
    throw new ProblemError(404, "file-missing", detail);
  }
  const key = modelKey(card.id, version, name);
  return {
    ...listed,
    async body() {
      const what = `${name} of ${card.id}@${version}`;
      const object = await getDigested(bucket, key, listed.sha256, { slug: "model-damaged", what });
      if (object === null) throw new ProblemError(500, "model-damaged", `${key} is missing.`);
      return object.body;
    },
  };
}
