/** One of several, by a list with its label above. What an address names and nobody knows stays in it: whoever is asked says so. */
interface Props {
  label: string;
  /** Null where none is chosen. */
  value: string | null;
  options: readonly (readonly [value: string, title: string])[];
  /** What stands for none; without it one is always chosen, but where none is yet. */
  none?: string;
  onChoose: (value: string | null) => void;
}

export function Choice({ label, value, options, none, onChoose }: Props) {
  const isKnown = value === null || options.some(([known]) => known === value);
  const empty = none ?? (value === null ? "choose…" : undefined);
  return (
    <label class="labelled">
      <span>{label}</span>
      <select value={value ?? ""} onChange={(event) => onChoose(event.currentTarget.value || null)}>
        {empty !== undefined && <option value="">{empty}</option>}
        {(isKnown ? options : [...options, [value, value] as const]).map(([name, title]) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Options that are called what they are. */
export const named = (names: readonly string[]): [string, string][] => names.map((name) => [name, name]);
