import { useEffect } from "preact/hooks";

/** The tab's title while a view is shown. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title === "" ? "Retort" : `${title} · Retort`;
  }, [title]);
}
