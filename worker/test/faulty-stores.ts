/** Bindings whose stores fail, tarry and break off as they are told, around real ones. */
import type { Env } from "../env.ts";
import { sleep } from "../runtime/turns.ts";

export interface Call {
  store: "bucket" | "database";
  /** `get`, `put`, ..., or the statement. */
  call: string;
  key: string;
}

/**
 * What befalls a call: it fails before it has done anything, or after; takes so many milliseconds longer; the body that it
 * answers with ends in the middle.
 */
export type Fault = "fails" | "fails late" | "breaks off" | { slow: number } | undefined;

export type Faults = (call: Call) => Fault;

/** What is thrown where a connection is lost, as workerd says it. */
const lost = () => new Error("Network connection lost.");

export function faultyEnv(env: Env, faults: Faults): Env {
  return { ...env, BUCKET: faultyBucket(env.BUCKET, faults), DB: faultyDatabase(env.DB, faults) };
}

export const faultyBucket = (bucket: R2Bucket, faults: Faults): R2Bucket =>
  new Proxy(bucket, {
    get(target, name) {
      const method = Reflect.get(target, name, target);
      if (typeof method !== "function") return method;
      return async (...args: unknown[]) => {
        const [first] = args as [string | string[] | R2ListOptions | undefined];
        const key = typeof first === "string" ? first : Array.isArray(first) ? first[0]! : (first?.prefix ?? "");
        const fault = faults({ store: "bucket", call: String(name), key });
        const answer: unknown = await befalling(fault, () => method.apply(target, args));
        return fault === "breaks off" && name === "get" && answer !== null ? broken(answer as R2ObjectBody) : answer;
      };
    },
  });

function faultyDatabase(db: D1Database, faults: Faults): D1Database {
  const natives = new WeakMap<D1PreparedStatement, D1PreparedStatement>();
  const statement = (native: D1PreparedStatement, sql: string): D1PreparedStatement => {
    const made = new Proxy(native, {
      get(target, name) {
        const method = Reflect.get(target, name, target);
        if (name === "bind") return (...values: unknown[]) => statement(target.bind(...values), sql);
        return (...args: unknown[]) =>
          befalling(faults({ store: "database", call: sql, key: "" }), () => method.apply(target, args));
      },
    });
    natives.set(made, native);
    return made;
  };
  return new Proxy(db, {
    get(target, name) {
      if (name === "prepare") return (sql: string) => statement(target.prepare(sql), sql);
      if (name === "batch")
        return (all: D1PreparedStatement[]) =>
          befalling(faults({ store: "database", call: "batch", key: "" }), () =>
            target.batch(all.map((one) => natives.get(one)!)),
          );
      return Reflect.get(target, name, target).bind(target);
    },
  });
}

async function befalling<T>(fault: Fault, work: () => Promise<T>): Promise<T> {
  if (fault === "fails") throw lost();
  if (typeof fault === "object") await sleep(fault.slow);
  const answer = await work();
  if (fault === "fails late") throw lost();
  return answer;
}

/** The first half of its bytes, and no more. */
function broken(object: R2ObjectBody): R2ObjectBody {
  let given = false;
  const half = () =>
    new ReadableStream<Uint8Array>({
      async pull(controller) {
        if (given) return controller.error(lost());
        given = true;
        const bytes = await object.bytes();
        controller.enqueue(bytes.subarray(0, bytes.length >> 1));
      },
    });
  const never = async () => Promise.reject(lost());
  const readers = { arrayBuffer: never, bytes: never, text: never, json: never, blob: never };
  return new Proxy(object, {
    get(target, name) {
      if (name === "body") return half();
      if (Object.hasOwn(readers, name)) return never;
      const value = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
