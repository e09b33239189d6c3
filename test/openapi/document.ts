/** An OpenAPI 3.1 document that answers are held against. JSON Schema 2020-12 is its schemas' own dialect. */
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";

interface Operation {
  security?: object[];
  requestBody?: { content: Record<string, object> };
  responses: Record<
    string,
    { headers?: Record<string, { required?: boolean; schema: object }>; content?: Record<string, { schema?: object }> }
  >;
}

export interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
}

/** What came back, and what was asked for. */
export interface Answer {
  method: string;
  path: string;
  response: Response;
  body: Uint8Array;
}

const escaped = (part: string) => part.replaceAll("~", "~0").replaceAll("/", "~1");

export class ApiDocument {
  readonly #document: Document;
  readonly #ajv: Ajv2020;
  readonly #validators = new Map<string, ValidateFunction>();

  constructor(document: Document) {
    this.#document = document;
    // Lenient about what OpenAPI adds to the dialect (`example`, formats of its own); no less about answers.
    this.#ajv = new Ajv2020({ strict: false, validateFormats: false, validateSchema: false, allErrors: true });
    this.#ajv.addSchema(document, "api");
  }

  /** `GET /v1/models/{id}`, … */
  get operations(): string[] {
    return Object.entries(this.#document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
  }

  /** Statuses that an operation may answer. */
  statusesOf(operation: string): number[] {
    return Object.keys(this.#at(operation).responses).map(Number);
  }

  /** Whether it wants a key, and which content types its body may have. */
  requirements(operation: string): { isGuarded: boolean; bodies: string[] } {
    const { security = [], requestBody } = this.#at(operation);
    return { isGuarded: security.length > 0, bodies: Object.keys(requestBody?.content ?? {}) };
  }

  #at(operation: string): Operation {
    const [method, path] = operation.split(" ") as [string, string];
    return this.#document.paths[path]![method.toLowerCase()]!;
  }

  /** The operation that a request is one of; where several fit, the one with the fewest parameters. */
  operationOf(method: string, path: string): string | undefined {
    const parts = path.replace(/\/$/, "").split("/");
    const fits = Object.keys(this.#document.paths).filter((template) => {
      const wanted = template.split("/");
      return wanted.length === parts.length && wanted.every((one, i) => one.startsWith("{") || one === parts[i]);
    });
    const parameters = (template: string) => template.split("{").length;
    const found = fits
      .filter((template) => method.toLowerCase() in this.#document.paths[template]!)
      .sort((a, b) => parameters(a) - parameters(b))[0];
    return found && `${method} ${found}`;
  }

  /** What about an answer is otherwise than the document says: a sentence each. */
  flaws({ method, path, response, body }: Answer): string[] {
    const operation = this.operationOf(method, path);
    if (operation === undefined) return [`${method} ${path} is no operation`];
    const template = operation.slice(method.length + 1);
    const status = String(response.status);
    const where = `${operation} ${status}`;
    const documented = this.#document.paths[template]![method.toLowerCase()]!.responses[status];
    if (documented === undefined)
      return [`${where} is not documented: ${new TextDecoder().decode(body).slice(0, 200)}`];
    const flaws = this.#headerFlaws(documented.headers ?? {}, response).map((flaw) => `${where}: ${flaw}`);
    const pointer = `api#/paths/${escaped(template)}/${method.toLowerCase()}/responses/${status}/content`;
    return [
      ...flaws,
      ...this.#bodyFlaws(documented.content ?? {}, pointer, response, body).map((flaw) => `${where}: ${flaw}`),
    ];
  }

  #headerFlaws(headers: Record<string, { required?: boolean }>, response: Response): string[] {
    return Object.entries(headers)
      .filter(([name, { required }]) => required && !response.headers.has(name))
      .map(([name]) => `the header ${name} is missing`);
  }

  #bodyFlaws(content: Record<string, object>, pointer: string, response: Response, body: Uint8Array): string[] {
    const mediaType = (response.headers.get("content-type") ?? "").split(";")[0]!;
    if (Object.keys(content).length === 0) return body.length > 0 ? ["there is a body"] : [];
    if (!(mediaType in content)) return [`the content type ${mediaType} is not documented`];
    if (!/[/+]json$/.test(mediaType)) return [];
    const validate = this.#validator(`${pointer}/${escaped(mediaType)}/schema`);
    if (validate(JSON.parse(new TextDecoder().decode(body)))) return [];
    return validate.errors!.map(
      ({ instancePath, message, params }) => `${instancePath || "the body"} ${message} ${JSON.stringify(params)}`,
    );
  }

  #validator(ref: string): ValidateFunction {
    const known = this.#validators.get(ref) ?? this.#ajv.compile({ $ref: encodeURI(ref) });
    this.#validators.set(ref, known);
    return known;
  }
}
