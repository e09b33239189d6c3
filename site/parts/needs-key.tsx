/** Says beforehand that something needs a key, and of which scope; there one can give it. */
import { useKey } from "../api/key.ts";
import { KeyDialog } from "./key-dialog.tsx";

interface Props {
  /** Begins the sentence: "To make an experiment". */
  what: string;
  scope: "evaluate" | "write" | "admin";
}

export function NeedsKey({ what, scope }: Props) {
  const key = useKey();
  return (
    <p class={key === null ? "notice" : "quiet"}>
      {key === null
        ? `${what}, a key with the scope “${scope}” is needed.`
        : `${what}, your key has to have the scope “${scope}”.`}{" "}
      <KeyDialog />
    </p>
  );
}
