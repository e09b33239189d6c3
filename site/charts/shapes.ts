/** A mark a series, so that colour is not all that tells them apart. About equal in area. */

/** The path of a mark around a place. */
export type Shape = (x: number, y: number) => string;

const polygon =
  (...corners: readonly (readonly [number, number])[]): Shape =>
  (x, y) =>
    `M${corners.map(([dx, dy]) => `${x + dx} ${y + dy}`).join("L")}Z`;

const circle: Shape = (x, y) => `M${x - 5} ${y}a5 5 0 1 0 10 0a5 5 0 1 0 -10 0Z`;

const SHAPES: readonly Shape[] = [
  polygon([-4.5, -4.5], [4.5, -4.5], [4.5, 4.5], [-4.5, 4.5]),
  circle,
  polygon([0, -5.5], [5.8, 4.5], [-5.8, 4.5]),
  polygon([0, -6.5], [6.5, 0], [0, 6.5], [-6.5, 0]),
  polygon([-5.8, -4.5], [5.8, -4.5], [0, 5.5]),
  polygon([-2, -6], [2, -6], [2, -2], [6, -2], [6, 2], [2, 2], [2, 6], [-2, 6], [-2, 2], [-6, 2], [-6, -2], [-2, -2]),
  polygon([-5.5, -2.5], [0, -6], [5.5, -2.5], [3.8, 4.5], [-3.8, 4.5]),
  polygon([-6.5, -3], [6.5, -3], [6.5, 3], [-6.5, 3]),
];

export const shapeOf = (series: number): Shape => SHAPES[series % SHAPES.length]!;
