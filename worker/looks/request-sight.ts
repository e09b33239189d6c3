/** What one request sees of sealed parts, counted before it is answered. */
import type { Context, MiddlewareHandler } from "hono";
import type { Looks } from "../../eval/reports/looks.ts";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import { requireKey } from "../auth/require-key.ts";
import type { AppEnv } from "../http/api.ts";
import { lookStore } from "../storage/look-store.ts";
import type { Sight } from "../storage/sight.ts";

export interface RequestSight extends Sight {
  /** Counts what was seen since the last time. How often was looked by now, by suite; nothing where the request saw nothing sealed. */
  count(): Promise<Record<string, Looks>>;
}

/** What the 401 of a route that shows figures is for. */
export const SEALED = "Figures of a sealed part are asked for without an API key that is good here";

const sights = new WeakMap<Context<AppEnv>, RequestSight>();

/** The request's own, always the same one. */
export function sightOf(c: Context<AppEnv>): RequestSight {
  const before = sights.get(c);
  if (before !== undefined) return before;
  const sight = newSight(c);
  sights.set(c, sight);
  return sight;
}

function newSight(c: Context<AppEnv>): RequestSight {
  const uncounted = new Map<string, RunRecord>();
  /** The rows of which it was counted, by suite. */
  const rows = new Map<string, string>();
  return {
    async see(run) {
      await requireKey(
        c,
        `${run.suite} is sealed, and who is shown its figures is counted, by an API key of any scope: send authorization: Bearer <key>.`,
      );
      uncounted.set(run.id, run);
    },

    only(ids) {
      const shown = new Set(ids);
      for (const id of uncounted.keys()) if (!shown.has(id)) uncounted.delete(id);
    },

    async count() {
      const looks = lookStore(c.env.DB);
      if (uncounted.size > 0) {
        const runs = [...uncounted.values()];
        const { id: key, name } = await requireKey(c);
        await looks.note(runs, { key, name, route: routeOf(c.req.path) });
        uncounted.clear();
        for (const { suite, suite_sha256 } of runs) rows.set(suite, suite_sha256);
      }
      const totals = [...rows].map(async ([suite, sha256]) => [suite, await looks.totals(suite, sha256)] as const);
      return Object.fromEntries(await Promise.all(totals));
    },
  };
}

/** `/v1/runs/run-1` -> `runs` */
const routeOf = (path: string): string => /^\/v1\/([^/]+)/.exec(path)?.[1] ?? path;

/**
 * In front of every route: whatever sealed figures it has read are counted before they leave, also where the route forgot. Nobody may
 * keep such an answer, as a look at a copy is counted by nobody.
 */
export const countLooks = (): MiddlewareHandler<AppEnv> => async (c, next) => {
  await next();
  const sight = sights.get(c);
  if (sight === undefined || !c.res.ok) return;
  const looks = Object.entries(await sight.count());
  if (looks.length === 0) return;
  c.res.headers.set("cache-control", "no-store");
  c.res.headers.set(
    "x-retort-looks",
    looks.map(([suite, { figures, times }]) => `${suite}; figures=${figures}; times=${times}`).join(", "),
  );
};
