/** The tables of docs/engine.md, of what `rivals.ts` and `breakdown.ts` have measured. */
import { type Column, megabytes, table, tenths } from "../../markdown.ts";
import type { Breakdown } from "../breakdown-figures.ts";
import { type Figures, median, timeOf } from "./figures.ts";

const milliseconds = (ms: number): string => (ms < 100 ? ms.toFixed(2) : ms.toFixed(0));

/** Ours in milliseconds, the others with how many times ours they take. */
export function speedTable({ engines, speed = [] }: Figures, cpu: boolean): string {
  const rows = [...Map.groupBy(speed, ({ model, tokens }) => `${model} ${tokens}`).values()];
  const of = (row: typeof speed, name: string) => row.find(({ engine }) => engine === name);
  const columns = Object.entries(engines).map(
    ([name, engine]): Column<typeof speed> => ({
      title: name === "own" ? `${engine.name}, ms` : engine.name,
      right: true,
      of(row) {
        const [one, own] = [of(row, name), of(row, "own")];
        if (one === undefined || own === undefined) return null;
        const ms = timeOf(one, cpu);
        return name === "own" ? `**${milliseconds(ms)}**` : `${milliseconds(ms)} (${tenths(ms / timeOf(own, cpu))})`;
      },
    }),
  );
  return table(
    [
      { title: "model", of: ([first]) => `\`${first!.model}\`` },
      { title: "tokens", right: true, of: ([first]) => `${first!.tokens}` },
      ...columns,
    ],
    rows,
  );
}

/** What an engine weighs and takes before its first answer. */
export function startTable({ engines, starts = [] }: Figures, cpu: boolean): string {
  const models = [...new Set(starts.map(({ model }) => model))];
  const of = (engine: string, model: string) => starts.filter((one) => one.engine === engine && one.model === model);
  const middle = (numbers: readonly number[]) => (numbers.length === 0 ? null : median(numbers));
  const ofModel = (model: string): Column<string>[] => [
    {
      title: `\`${model}\`: first answer, ms`,
      right: true,
      of(engine) {
        const ms = middle(
          of(engine, model).map(({ open_ms, first_ms, cpu_ms }) => (cpu ? cpu_ms : open_ms + first_ms)),
        );
        return ms === null ? null : ms.toFixed(0);
      },
    },
    {
      title: "wasm memory, MB",
      right: true,
      of: (engine) => megabytes(middle(of(engine, model).map(({ wasm_bytes }) => wasm_bytes))),
    },
    {
      title: "process grows by, MB",
      right: true,
      of: (engine) =>
        megabytes(middle(of(engine, model).map(({ rss_bytes, rss_before_bytes }) => rss_bytes - rss_before_bytes))),
    },
  ];
  return table<string>(
    [
      { title: "engine", of: (name) => engines[name]!.name },
      { title: "version", of: (name) => engines[name]!.version },
      {
        title: "wasm and script, gzipped, MB",
        right: true,
        of: (name) => (engines[name]!.gzipped_bytes / 1e6).toFixed(3),
      },
      ...models.flatMap(ofModel),
    ],
    Object.keys(engines),
  );
}

export function workerdTable({ workerd = [] }: Figures, cpu: boolean): string {
  const rows = [...Map.groupBy(workerd, ({ model, tokens }) => `${model} ${tokens}`).values()];
  const of = (row: typeof workerd, name: "own" | "ort") => timeOf(row.find(({ engine }) => engine === name)!, cpu);
  return table<typeof workerd>(
    [
      { title: "model", of: ([first]) => `\`${first!.model}\`` },
      { title: "tokens", right: true, of: ([first]) => `${first!.tokens}` },
      { title: "onnxruntime-web, ms", right: true, of: (row) => milliseconds(of(row, "ort")) },
      { title: "engine, ms", right: true, of: (row) => milliseconds(of(row, "own")) },
      { title: "ratio", right: true, of: (row) => tenths(of(row, "ort") / of(row, "own")) },
    ],
    rows,
  );
}

/** A pass by kernel, one column of shares a model and length; what is less than a hundredth everywhere is left out. */
export function breakdownTable({ peaks, found }: Breakdown): string {
  const parts = [...new Set(found.flatMap((one) => one.parts.map(({ part }) => part)))];
  const of = (one: Breakdown["found"][number], part: string) => one.parts.find((each) => each.part === part);
  const shown = parts.filter((part) => found.some((one) => (of(one, part)?.ms ?? 0) > one.kernels / 100));
  return table<string>(
    [
      { title: "kernel", of: (part) => part },
      ...found.map(
        (one): Column<string> => ({
          title: `\`${one.id}\`, ${one.length} tokens: ms, share, of the peak`,
          right: true,
          of(part) {
            const found = of(one, part);
            if (found === undefined) return null;
            const { ms, leastMs, operations, by } = found;
            const share = `${((100 * ms) / one.kernels).toFixed(0)} %`;
            if (by === null) return `${ms.toFixed(2)}, ${share}`;
            return `${ms.toFixed(2)}, ${share}, ${((100 * operations) / leastMs / 1e6 / peaks[by]).toFixed(0)} %`;
          },
        }),
      ),
    ],
    shown,
  );
}
