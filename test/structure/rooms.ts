/** The rules that rooms.json states, as functions of imports. */
import type { Import } from "./imports.ts";

export interface Rules {
  /** By room: the others that it may import. */
  rooms: Record<string, string[]>;
  /** Patterns of the paths that only tests run, and what these may import besides. */
  tests: { are: string[]; may_also_import: string[] };
  /** "a imports b": without these imports, no folder would import another in a circle. */
  known_cycles: string[];
}

export const isTest = (path: string, { tests }: Rules): boolean =>
  tests.are.some((pattern) => new RegExp(pattern).test(path));

/** One sentence an import that goes from a room into one that it may not import. */
export function wrongImports(imports: readonly Import[], rules: Rules): string[] {
  const roomOf = (path: string) => Object.keys(rules.rooms).find((room) => path.startsWith(`${room}/`));
  return imports.flatMap(({ from, to, isPackage }) => {
    const [room, other] = [from, to].map(roomOf);
    if (isPackage || room === undefined || other === undefined || other === room) return [];
    const allowed = rules.rooms[room]!;
    if (allowed.includes(other) || (isTest(from, rules) && rules.tests.may_also_import.includes(other))) return [];
    return [`${from} imports ${to}: ${room} may import ${allowed.join(", ") || "nothing of ours"}`];
  });
}

/**
 * Which of a folder's entries, folders and files, import which: an import between two files is one between the entries,
 * of the folder nearest to both, in which they lie. Tests and imports that cross rooms count for nothing.
 */
export function folderImports(imports: readonly Import[], rules: Rules): Map<string, Set<string>> {
  const graph = new Map<string, Set<string>>();
  for (const { from, to, isPackage } of imports) {
    if (isPackage || isTest(from, rules)) continue;
    const room = Object.keys(rules.rooms).find((name) => from.startsWith(`${name}/`) && to.startsWith(`${name}/`));
    if (room === undefined) continue;
    const [a, b] = [from.split("/"), to.split("/")];
    const shared = a.findIndex((part, i) => part !== b[i]);
    if (shared < 0) continue;
    const [entry, other] = [a, b].map((parts) => parts.slice(0, shared + 1).join("/")) as [string, string];
    graph.set(entry, (graph.get(entry) ?? new Set()).add(other));
  }
  return graph;
}

const isFolder = (entry: string) => !entry.endsWith(".ts");

/** A shortest way from an entry back to itself, none where there is no way: `[a, b, c, a]`. */
function circleFrom(start: string, graph: ReadonlyMap<string, ReadonlySet<string>>): string[] | undefined {
  const paths = [[start]];
  const seen = new Set<string>();
  for (const path of paths) {
    for (const next of graph.get(path.at(-1)!) ?? []) {
      if (next === start) return [...path, next];
      if (seen.has(next)) continue;
      seen.add(next);
      paths.push([...path, next]);
    }
  }
  return undefined;
}

/** One sentence a circle of imports that a folder is part of, and one a known import that closes none any more. */
export function cycleProblems(imports: readonly Import[], rules: Rules): string[] {
  const graph = folderImports(imports, rules);
  const known = rules.known_cycles.map((sentence) => sentence.split(" imports ") as [string, string]);
  const stale = known
    .filter(([a, b]) => !graph.get(a)?.has(b) || circleThrough(a, b, graph) === undefined)
    .map(([a, b]) => `"${a} imports ${b}" closes no circle any more: take it out of known_cycles in rooms.json`);
  for (const [a, b] of known) graph.get(a)?.delete(b);
  const told = new Set<string>();
  const circles = [...graph.keys()].filter(isFolder).flatMap((entry) => {
    const circle = told.has(entry) ? undefined : circleFrom(entry, graph);
    for (const each of circle ?? []) told.add(each);
    return circle === undefined ? [] : [inWords(circle, imports, rules)];
  });
  return [...stale, ...circles];
}

/** A way from `b` to `a`, which the import of `b` by `a` makes a circle. */
function circleThrough(a: string, b: string, graph: ReadonlyMap<string, ReadonlySet<string>>): string[] | undefined {
  return circleFrom(a, new Map([...graph, [a, new Set([b])]]));
}

function inWords(circle: readonly string[], imports: readonly Import[], rules: Rules): string {
  const under = (path: string, entry: string) => path === entry || path.startsWith(`${entry}/`);
  const steps = circle.slice(1).map((to, i) => {
    const by = imports.find((each) => under(each.from, circle[i]!) && under(each.to, to) && !isTest(each.from, rules));
    return `  ${circle[i]} imports ${to}: ${by?.from} -> ${by?.to}`;
  });
  return [`${circle.join(" -> ")}: folders of a room may not import one another in a circle`, ...steps].join("\n");
}
