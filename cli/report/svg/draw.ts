/** SVG as strings: elements, and the page that every picture stands on. */

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** `<name a="1">children</name>`; numbers to a tenth of a pixel. */
export function element(name: string, attributes: Attributes, ...children: string[]): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${typeof value === "number" ? rounded(value) : escaped(value)}"`],
  );
  const open = `<${name}${written.join("")}`;
  return children.length === 0 ? `${open}/>` : `${open}>${children.join("")}</${name}>`;
}

const rounded = (value: number) => `${Math.round(value * 10) / 10}`;

const escaped = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");

export const line = (x1: number, y1: number, x2: number, y2: number, attributes: Attributes = {}) =>
  element("line", { x1, y1, x2, y2, ...attributes });

export const text = (x: number, y: number, words: string, attributes: Attributes = {}) =>
  element("text", { x, y, ...attributes }, escaped(words));

export const INK = "#1f2328";
export const PALE = "#59636e";
export const GRID = "#e4e7eb";

export interface Page {
  width: number;
  height: number;
  title: string;
  /** What is shown, in a line under the title. */
  subtitle: string;
}

/** A picture on paper of its own, so that it reads the same on light and dark pages. */
export function page({ width, height, title, subtitle }: Page, ...children: string[]): string {
  const font = "system-ui, -apple-system, 'Segoe UI', 'Liberation Sans', sans-serif";
  const frame = { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${width} ${height}`, width, height, role: "img" };
  const parts = [
    element("title", {}, escaped(`${title}. ${subtitle}`)),
    element("rect", { x: 0.5, y: 0.5, width: width - 1, height: height - 1, rx: 8, fill: "#fff", stroke: "#d1d9e0" }),
    text(24, 34, title, { "font-size": 17, "font-weight": 600 }),
    text(24, 54, subtitle, { fill: PALE }),
    ...children,
  ];
  return `${element("svg", { ...frame, "font-family": font, "font-size": 12, fill: INK }, "\n", parts.join("\n"), "\n")}\n`;
}
