/** Where somebody gives an API key, for this tab alone. */
import { useId, useRef } from "preact/hooks";
import { keepKey, useKey } from "../api/key.ts";

export function KeyDialog() {
  const key = useKey();
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId(); // there may be several on a page
  const submit = (event: SubmitEvent) => {
    event.preventDefault(); // a form of method `dialog` is a form action, which the page's policy forbids
    const given = new FormData(event.currentTarget as HTMLFormElement).get("key") as string;
    keepKey(given.trim() === "" ? null : given.trim());
    dialog.current!.close();
  };
  return (
    <>
      <button type="button" class="quiet" onClick={() => dialog.current!.showModal()}>
        {key === null ? "Enter key" : "Key is set"}
      </button>
      <dialog ref={dialog} aria-labelledby={title}>
        <form onSubmit={submit}>
          <h2 id={title}>API key</h2>
          <p>
            Starting evaluations and experiments needs a key; on servers that are closed, reading does, too. Whoever
            runs this server has one: <code>npm start</code> prints it, <code>retort key create</code> makes others. It
            is kept for this tab only.
          </p>
          <label>
            Key
            <input name="key" type="password" autocomplete="off" value={key ?? ""} />
          </label>
          <p class="buttons">
            <button type="submit">Keep for this tab</button>
            {key !== null && (
              <button
                type="button"
                onClick={() => {
                  keepKey(null);
                  dialog.current!.close();
                }}
              >
                Forget it
              </button>
            )}
            <button type="button" class="quiet" onClick={() => dialog.current!.close()}>
              Cancel
            </button>
          </p>
        </form>
      </dialog>
    </>
  );
}
