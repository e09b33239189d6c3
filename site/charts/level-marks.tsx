/** Levels of a picture that mean something, with their names at the right end: above their line, or below where another is near. */
import type { Scale } from "./axes.tsx";

export interface Level {
  at: number;
  label: string;
}

/** Pixels that a name needs above its line. */
const NAME = 16;

/** Whether the name of each stands below its line. `heights` are pixels from above. */
export const namesBelow = (heights: readonly number[]): boolean[] =>
  heights.map((height) => heights.some((other) => other < height && height - other < NAME));

interface Props {
  marks: readonly Level[];
  y: Scale;
  left: number;
  right: number;
}

export function LevelMarks({ marks, y, left, right }: Props) {
  const below = namesBelow(marks.map(({ at }) => y(at)));
  return (
    <>
      {marks.map(({ at, label }, i) => (
        <g key={label} class="mark">
          <line x1={left} x2={right} y1={y(at)} y2={y(at)} />
          <text x={right - 8} y={y(at) + (below[i] ? 14 : -5)} text-anchor="end">
            {label}
          </text>
        </g>
      ))}
    </>
  );
}
