/** A button that asks first. What goes wrong is said where it was asked. */
import type { ComponentChildren } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import { Problem } from "./answered.tsx";

interface Props {
  /** Of the button; with three dots, since something comes between. */
  label: string;
  /** What is asked. */
  title: string;
  /** Of the button that does it: "Stop it". */
  yes: string;
  /** Rejects with the sentence that says why it was not done. */
  onYes: () => Promise<void>;
  /** Once it is done and no longer asked: where the button is gone then, the focus needs another place. */
  onDone?: () => void;
  /** What follows from it. */
  children: ComponentChildren;
}

export function ConfirmButton({ label, title, yes, onYes, onDone, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const [isBusy, setBusy] = useState(false);
  const [why, setWhy] = useState<string | null>(null);
  const confirm = async () => {
    setBusy(true);
    setWhy(null);
    try {
      await onYes();
      dialog.current?.close();
      onDone?.();
    } catch (error) {
      setWhy((error as Error).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <button type="button" onClick={() => dialog.current!.showModal()}>
        {label}
      </button>
      <dialog ref={dialog} aria-labelledby={titleId} onClose={() => setWhy(null)}>
        <h2 id={titleId}>{title}</h2>
        {children}
        {why !== null && <Problem why={why} />}
        <p class="buttons">
          <button type="button" class="danger" disabled={isBusy} onClick={confirm}>
            {yes}
          </button>{" "}
          {/* Enter alone is to do no harm. */}
          <button type="button" class="quiet" autofocus onClick={() => dialog.current!.close()}>
            Cancel
          </button>
        </p>
      </dialog>
    </>
  );
}
