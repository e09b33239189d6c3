/** How far a long work is, in steps whose lengths are guesses that become better. */
import { formatDuration } from "../ui/progress.ts";

export interface Step {
  title: string;
  /** Steps of a kind are off by the same factor. */
  kind: "train" | "measure";
  /** A guess, in seconds. */
  seconds: number;
}

export interface Course {
  /** Tells of the step, does the work, and learns how long such steps take. */
  run<T>(step: Step, work: () => Promise<T>): Promise<T>;
  /** It was done before. */
  skip(step: Step, why: string): void;
}

/** `steps`: all, in their order. `log` gets a line where one begins or is skipped; `now` is in milliseconds. */
export function createCourse(
  steps: readonly Step[],
  log: (line: string) => void,
  now: () => number = () => performance.now(),
): Course {
  const over = new Set<Step>();
  const spent = { train: { guessed: 0, taken: 0 }, measure: { guessed: 0, taken: 0 } };
  /** What a guess is multiplied by, as far as is known. */
  const pace = ({ kind }: Step) => (spent[kind].guessed === 0 ? 1 : spent[kind].taken / spent[kind].guessed);
  const secondsOf = (step: Step) => step.seconds * pace(step);
  const place = (step: Step) => `step ${steps.indexOf(step) + 1} of ${steps.length}: ${step.title}`;
  const about = (seconds: number) => `about ${formatDuration(1000 * roughly(seconds))}`;
  return {
    async run(step, work) {
      const left = steps.filter((each) => !over.has(each)).reduce((sum, each) => sum + secondsOf(each), 0);
      log(`${place(step)}, ${about(secondsOf(step))}; ${about(left)} left in all`);
      const started = now();
      const result = await work();
      over.add(step);
      spent[step.kind].guessed += step.seconds;
      spent[step.kind].taken += (now() - started) / 1000;
      return result;
    },
    skip(step, why) {
      over.add(step);
      log(`${place(step)}: ${why}`);
    },
  };
}

/** No guess is good to the second: tens of seconds, from two minutes on whole minutes. */
const roughly = (seconds: number): number =>
  seconds < 120 ? Math.max(10, Math.round(seconds / 10) * 10) : Math.round(seconds / 60) * 60;
