/** Light, dark, or as the system has it; remembered by this browser. */
import { useState } from "preact/hooks";

const NAME = "retort-theme";
const NEXT = { auto: "light", light: "dark", dark: "auto" } as const;
const WORDS = { auto: "as the system", light: "light", dark: "dark" } as const;
type Theme = keyof typeof NEXT;

const isTheme = (text: string | null): text is Theme => text !== null && text in NEXT;

const kept = (): Theme => {
  const text = localStorage.getItem(NAME);
  return isTheme(text) ? text : "auto";
};

/** Called before anything is drawn, so that nothing flashes. */
export const applyTheme = (theme: Theme = kept()): void => {
  document.documentElement.dataset.theme = theme;
};

export function ThemeSwitch() {
  const [theme, setTheme] = useState(kept);
  return (
    <button
      type="button"
      class="quiet"
      onClick={() => {
        const next = NEXT[theme];
        localStorage.setItem(NAME, next);
        applyTheme(next);
        setTheme(next);
      }}
    >
      Colours: {WORDS[theme]}
    </button>
  );
}
