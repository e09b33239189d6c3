/** What the package does with bad files and bad questions: one sentence each. */
import { beforeAll, describe, expect, test } from "vitest";
import type * as Engine from "../../packages/engine/src/index.ts";
import { filesOf, importEngine, SMALLEST as MODEL, type Surroundings } from "./surroundings.ts";

export function testRefusals(at: () => Surroundings): void {
  let engine: typeof Engine;
  let files: Awaited<ReturnType<typeof filesOf>>;
  beforeAll(async () => {
    [engine, files] = await Promise.all([importEngine(at()), filesOf(MODEL)]);
  });

  const card = () => JSON.parse(new TextDecoder().decode(files.card));
  /** Rejects with an EngineError of one sentence, without its stop. */
  async function refused(work: Promise<unknown>): Promise<string> {
    const error = await work.then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(error).toBeInstanceOf(engine.EngineError);
    const { message } = error as Error;
    expect(message).not.toMatch(/[.\n]$|\n/);
    return message;
  }
  /** The server's answers, but for one file. */
  const fetching = (
    name: string,
    answer: (response: Response) => Response | Promise<Response>,
  ): Engine.LoadOptions => ({
    fetch: async (url, init) => {
      const response = await fetch(url, init);
      return url.endsWith(name) ? answer(response) : response;
    },
  });
  const load = (options: Engine.LoadOptions = {}, id = MODEL) => engine.loadModel(at().models + id, options);

  describe("a model that cannot be loaded is refused in one sentence", () => {
    test.each<[string, Engine.LoadOptions, RegExp]>([
      [
        "a file that ends early",
        fetching("weights.safetensors", async (r) => new Response((await r.bytes()).subarray(0, 5000))),
        /^weights\.safetensors has 5000 bytes, its card says 490528$/,
      ],
      [
        "a file that goes on",
        fetching("tokenizer.json", async (r) => new Response(new Blob([await r.blob(), "x"]))),
        /^http\S+tokenizer\.json has more than the \d+ bytes that it may have$/,
      ],
      [
        "a file with another byte",
        fetching("weights.safetensors", async (r) => new Response((await r.bytes()).fill(1, 400_000))),
        /^weights\.safetensors has the sha256 \w{64}, its card says \w{64}$/,
      ],
      [
        "a page in a card's place",
        fetching("card.json", () => new Response("<!doctype html>")),
        /^http\S+card\.json is not a card: it is not JSON$/,
      ],
      [
        "a card of another kind",
        fetching("card.json", () => Response.json({ format: 1 })),
        /^http\S+card\.json is not a card: id: is missing$/,
      ],
      [
        "a file that is not there",
        fetching("weights.safetensors", () => new Response("no", { status: 404 })),
        /^http\S+weights\.safetensors could not be fetched: the server answered 404$/,
      ],
      ["another version", { version: "0123456789ab" }, /^http\S+card\.json is of version \w{12}, not 0123456789ab$/],
      [
        "too little memory",
        { memoryBytes: 200_000 },
        /^the engine has no room for 0\.5 MB: it holds 0\.0 of the 0\.2 MB that it may have$/,
      ],
    ])("%s", async (_, options, sentence) => {
      expect(await refused(load(options))).toMatch(sentence);
    });

    test("an address without a model, without a server, and none", async () => {
      expect(await refused(load({}, "none"))).toMatch(
        /^http\S+\/none\/card\.json could not be fetched: the server answered 404$/,
      );
      expect(await refused(engine.loadModel("http://localhost:1/"))).toMatch(
        /^http:\/\/localhost:1\/card\.json could not be fetched: /,
      );
      expect(await refused(engine.loadModel("models/x"))).toBe("models/x is no address of a folder");
    });
  });

  test("files that do not fit one another are refused in one sentence", async () => {
    const open = (changed: object) => refused(engine.openModel({ ...files, ...changed }));
    const { encoder, ...architecture } = card().architecture;
    const deeper = {
      ...card(),
      architecture: { ...architecture, encoder: { ...encoder, layers: encoder.layers + 1 } },
    };
    expect(await open({ card: deeper })).toMatch(
      /^the weights have no tensor \S+, which the card's architecture needs$/,
    );
    expect(await open({ card: { ...card(), labels: ["one"] } })).toMatch(/^card\.json is not a card: labels: /);
    expect(await open({ card: undefined })).toBe("card.json is not a card: it is not JSON");
    expect(await open({ tokenizer: {} })).toMatch(/^tokenizer\.json is unusable: /);
    expect(await open({ tokenizer: files.tokenizer.subarray(1) })).toMatch(
      /^tokenizer\.json has \d+ bytes, its card says \d+$/,
    );
    expect(await refused(engine.openModel(files, { memoryBytes: 1 }))).toBe(
      "memoryBytes must be a whole number from 65536 to 4294967296",
    );
    expect(await open({ weights: "weights" })).toBe("weights must be bytes: a Uint8Array or an ArrayBuffer");
  });

  test("questions that it cannot take are refused in one sentence, and it goes on", async () => {
    const model = await engine.openModel({ ...files, card: card(), weights: new Uint8Array(files.weights).buffer });
    const ask = (inputs: unknown, options?: object) => refused(model(inputs as string, options));
    expect(await ask("  ")).toBe("the text is blank");
    expect(await ask("a \ud800")).toBe("the text has a lone surrogate");
    expect(await ask([])).toBe("inputs is empty");
    expect(await ask(undefined)).toBe("inputs must be a string, {text, text_pair} or an array of those");
    expect(await ask({ question: "who?" })).toBe("an input must be a string or {text, text_pair}");
    expect(await ask("fine", { top_k: 0 })).toBe("top_k must be a whole number of at least 1");
    expect(await ask("fine", { topK: 1 })).toBe("there is no option topK here");
    expect(await ask("fine", { function_to_apply: "tanh" })).toBe(
      "function_to_apply is none of softmax, sigmoid, none",
    );
    expect(await ask("fine", { task: "question-answering" })).toBe(
      `${MODEL} is asked for text-classification, not for question-answering`,
    );
    expect(await model("fine")).toHaveLength(1);
    model.release();
    model.release();
    expect(await ask("fine")).toBe("the model was released");
  });
}
