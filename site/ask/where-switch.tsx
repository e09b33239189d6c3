/** Where models run: on the server, or in this browser. */
import { megabytes } from "../format.ts";
import type { Where } from "./ask.ts";

interface Props {
  where: Where;
  onWhere: (where: Where) => void;
  /** Of what would be fetched to run here. */
  bytes: number;
}

export function WhereSwitch({ where, onWhere, bytes }: Props) {
  const choice = (value: Where, title: string) => (
    <label>
      <input type="radio" name="where" checked={where === value} onChange={() => onWhere(value)} /> {title}
    </label>
  );
  return (
    <fieldset class="where">
      <legend>Where it runs</legend>
      {choice("server", "on the server")} {choice("browser", `in this browser (fetches ${megabytes(bytes)} once)`)}
    </fieldset>
  );
}
