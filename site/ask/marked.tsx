/** A text with its places marked; what they are stands beside them, also for those who hear it. */
export interface Place {
  start: number;
  end: number;
  note: string;
  /** Which colour: series 1 to 7. */
  series: number;
}

export function Marked({ text, places }: { text: string; places: readonly Place[] }) {
  const sorted = places.toSorted((a, b) => a.start - b.start);
  return (
    <p class="marked">
      {sorted.map(({ start, end, note, series }, i) => (
        <>
          {text.slice(sorted[i - 1]?.end ?? 0, start)}
          <mark key={start} class={`series-${series}`}>
            {text.slice(start, end)} <small>{note}</small>
          </mark>
        </>
      ))}
      {text.slice(sorted.at(-1)?.end ?? 0)}
    </p>
  );
}
