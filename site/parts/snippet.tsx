/** Lines to be used elsewhere, with a button that copies them. */
import { useRef, useState } from "preact/hooks";

interface Props {
  /** What the lines are, for those who hear the page. */
  label: string;
  code: string;
}

export function Snippet({ label, code }: Props) {
  const place = useRef<HTMLPreElement>(null);
  const [said, setSaid] = useState("");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(code); // browsers have it for HTTPS and localhost alone
      setSaid("Copied.");
    } catch {
      getSelection()!.selectAllChildren(place.current!);
      setSaid("Selected: copy it with Ctrl+C.");
    }
  };
  return (
    <div class="snippet">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section class="scrolls" tabIndex={0} aria-label={label}>
        <pre ref={place}>
          <code>{code}</code>
        </pre>
      </section>
      <p class="save">
        <button type="button" onClick={copy}>
          Copy
        </button>{" "}
        <span role="status">{said}</span>
      </p>
    </div>
  );
}
