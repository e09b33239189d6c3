/** Progress of long work, always on stderr so that stdout stays for results. */
import { SingleBar } from "cli-progress";

export interface ProgressOptions {
  /** What is being done, in the words of the user: `training epoch 1`. */
  label: string;
  /** Units of work in all. */
  total: number;
  /** What is counted, in the plural: `examples`. */
  unit: string;
  /** Units that an earlier run had already done, so that the ETA counts only this one's speed. */
  from?: number;
  /** Where it is drawn. */
  stream?: NodeJS.WriteStream;
}

export interface Progress {
  /** `done` units out of `total` are behind us; `extra` is shown at the end of the line: `loss 0.231`. */
  update(done: number, extra?: string): void;
  /** Takes the bar off the screen, or prints the last plain line. Safe to call twice. */
  stop(): void;
}

/** Work shorter than this shows nothing. */
const QUIET_MS = 2_000;
/** Plain lines come at most this often. */
const LINE_MS = 5_000;

/**
 * A bar with ETA on a terminal; elsewhere a plain line every few seconds. Nothing at all for the first two seconds.
 * Cheap enough to be called at every step.
 */
export function createProgress(options: ProgressOptions): Progress {
  const { from = 0, total, stream = process.stderr } = options;
  const draw = stream.isTTY ? bar(options, stream) : lines(options, stream);
  const started = performance.now();
  let stopped = false;
  return {
    update(done, extra = "") {
      const elapsedMs = performance.now() - started;
      if (!stopped && elapsedMs >= QUIET_MS) {
        const leftMs = done > from ? (elapsedMs / (done - from)) * Math.max(0, total - done) : Number.POSITIVE_INFINITY;
        draw.update(done, { elapsedMs, leftMs }, extra);
      }
    },
    stop() {
      if (!stopped) draw.stop();
      stopped = true;
    },
  };
}

interface Drawing {
  update(done: number, time: { elapsedMs: number; leftMs: number }, extra: string): void;
  stop(): void;
}

function bar({ label, total, unit }: ProgressOptions, stream: NodeJS.WriteStream): Drawing {
  const single = new SingleBar({
    format: `${label} {bar} {value}/{total} ${unit}, {remaining} left {extra}`,
    barsize: 24,
    barCompleteChar: "█",
    barIncompleteChar: "░",
    hideCursor: true,
    clearOnComplete: true,
    stopOnComplete: false,
    stream,
  });
  let shown = false;
  return {
    update(done, { leftMs }, extra) {
      const payload = { remaining: formatDuration(leftMs), extra };
      if (shown) single.update(done, payload);
      else single.start(total, done, payload);
      shown = true;
    },
    stop() {
      if (shown) single.stop();
    },
  };
}

function lines({ label, total, unit }: ProgressOptions, stream: NodeJS.WriteStream): Drawing {
  let last = Number.NEGATIVE_INFINITY;
  let pending: string | undefined;
  const write = (line: string) => void stream.write(`${line}\n`);
  return {
    update(done, { elapsedMs, leftMs }, extra) {
      const left = done < total ? `, ${formatDuration(leftMs)} left` : "";
      const line = `${label}: ${done}/${total} ${unit}${left}${extra === "" ? "" : ` ${extra}`}`;
      if (elapsedMs - last < LINE_MS) {
        pending = line;
        return;
      }
      write(line);
      last = elapsedMs;
      pending = undefined;
    },
    stop() {
      if (pending !== undefined) write(pending);
    },
  };
}

/** `8 s`, `3 min 20 s`, `2 h 5 min`; `?` for what is not finite. */
export function formatDuration(ms: number): string {
  if (!Number.isFinite(ms)) return "?";
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
