/** A picture of the page as a file of its own: what the page's style sheet says of it is written into it. */
const KEPT = [
  ...["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "paint-order", "opacity"],
  ...["font", "text-anchor"],
];

export function svgText(svg: SVGSVGElement): Blob {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const [shown, copied] = [svg, copy].map((root) => [root, ...root.querySelectorAll("*")]);
  for (const [i, element] of copied!.entries()) {
    const style = getComputedStyle(shown![i]!);
    for (const name of KEPT) element.setAttribute(name, style.getPropertyValue(name));
    // `font` is no attribute of SVG, but its parts are.
    element.removeAttribute("font");
    element.setAttribute("font-family", style.fontFamily);
    element.setAttribute("font-size", style.fontSize);
    element.setAttribute("font-weight", style.fontWeight);
    element.removeAttribute("class");
    element.removeAttribute("style");
  }
  const background = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  const paper = getComputedStyle(document.documentElement).backgroundColor;
  for (const [name, value] of [
    ["width", "100%"],
    ["height", "100%"],
    ["fill", paper],
  ] as const)
    background.setAttribute(name, value);
  copy.prepend(background);
  return new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" });
}

/** Twice as fine as CSS pixels. */
export async function pngOf(svg: SVGSVGElement): Promise<Blob> {
  const url = URL.createObjectURL(svgText(svg));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const { width, height } = svg.viewBox.baseVal;
    const canvas = Object.assign(document.createElement("canvas"), { width: width * 2, height: height * 2 });
    canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) =>
        blob === null ? reject(new Error("The picture is too large for a PNG.")) : resolve(blob),
      ),
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}
