/** Axes with their titles and a faint grid. */
import type { ScaleContinuousNumeric } from "d3-scale";

export type Scale = ScaleContinuousNumeric<number, number>;

export interface Margin {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

interface Props {
  x: Scale;
  y?: Scale;
  xTitle: string;
  yTitle?: string;
  xTicks?: readonly number[];
  yTicks?: readonly number[];
  xFormat: (value: number) => string;
  yFormat?: (value: number) => string;
}

export function Axes({ x, y, xTitle, yTitle, xTicks, yTicks, xFormat, yFormat = String }: Props) {
  const [left, right] = x.range() as [number, number];
  const [bottom, top] = (y?.range() ?? []) as [number, number];
  const about = Math.max(2, Math.floor((right - left) / 80));
  return (
    <g class="axes" aria-hidden="true">
      {(xTicks ?? x.ticks(about)).map((value) => (
        <g key={value}>
          <line class="grid" x1={x(value)} x2={x(value)} y1={top} y2={bottom} />
          <text x={x(value)} y={bottom + 16} text-anchor="middle">
            {xFormat(value)}
          </text>
        </g>
      ))}
      {(yTicks ?? y?.ticks(6) ?? []).map((value) => (
        <g key={value}>
          <line class="grid" x1={left} x2={right} y1={y!(value)} y2={y!(value)} />
          <text x={left - 6} y={y!(value)} dy="0.32em" text-anchor="end">
            {yFormat(value)}
          </text>
        </g>
      ))}
      <text x={right} y={bottom + 34} text-anchor="end">
        {xTitle}
      </text>
      {yTitle && (
        <text x={4} y={top - 8}>
          {yTitle}
        </text>
      )}
    </g>
  );
}
