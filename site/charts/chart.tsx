/** The frame of every picture: its title, its ways out as SVG and PNG, and as wide as its place. */
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { saveFile } from "../parts/save-file.ts";
import { pngOf, svgText } from "./svg-file.ts";

export interface Area {
  width: number;
  height: number;
}

interface Props {
  title: string;
  /** What the picture shows, in a sentence: read to those who don't see it, shown to those who do. */
  says: ComponentChildren;
  /** Of the files, without ending. */
  file: string;
  /** CSS pixels, for a width. */
  heightFor: (width: number) => number;
  children: (area: Area) => ComponentChildren;
}

export function Chart({ title, says, file, heightFor, children }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const svg = useRef<SVGSVGElement>(null);
  const titleId = useId();
  const [width, setWidth] = useState(640);
  useEffect(() => {
    // In the next frame: a picture that changes its height here would be observed again in this one.
    const observer = new ResizeObserver(([entry]) => {
      const wide = Math.round(entry!.contentRect.width);
      if (wide > 0) requestAnimationFrame(() => setWidth(Math.max(280, wide))); // 0 is what is not shown
    });
    observer.observe(place.current!);
    return () => observer.disconnect();
  }, []);
  const height = heightFor(width);
  return (
    <figure class="chart">
      <figcaption>
        <strong id={titleId}>{title}</strong> <span>{says}</span>
      </figcaption>
      <div ref={place}>
        {/* A group, not an image: what is in it can be reached and followed. */}
        <svg
          ref={svg}
          xmlns="http://www.w3.org/2000/svg"
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          role="group"
          aria-labelledby={titleId}
        >
          {children({ width, height })}
        </svg>
      </div>
      <p class="save">
        <button type="button" onClick={() => saveFile(`${file}.svg`, svgText(svg.current!))}>
          Save as SVG
        </button>{" "}
        <button type="button" onClick={async () => saveFile(`${file}.png`, await pngOf(svg.current!))}>
          PNG
        </button>
      </p>
    </figure>
  );
}
