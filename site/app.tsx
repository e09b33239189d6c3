/** The page: a head with its views, and the view that the address names. */
import { render } from "preact";
import { ErrorBoundary } from "preact-iso/lazy";
import { LocationProvider, Route, Router, useLocation } from "preact-iso/router";
import { KeyDialog } from "./parts/key-dialog.tsx";
import { applyTheme, ThemeSwitch } from "./parts/theme-switch.tsx";
import { useTitle } from "./parts/title.ts";
import { OWN, VIEWS } from "./views.ts";

const LINKS = [
  ["/", "Try"],
  ["/leaderboard", "Leaderboard"],
  ["/comparison", "Compare"],
  ["/evaluations", "Evaluations"],
  ["/experiments", "Experiments"],
] as const;

function Head() {
  const { path } = useLocation();
  const isHere = (link: string) => (link === "/" ? path === "/" : path === link || path.startsWith(`${link}/`));
  return (
    <header>
      <a class="skip" href="#view">
        To the content
      </a>
      <nav aria-label="Views">
        <a class="name" href="/">
          Retort
        </a>
        {LINKS.map(([link, title]) => (
          <a key={link} href={link} aria-current={isHere(link) ? "page" : undefined}>
            {title}
          </a>
        ))}
        <a href="/docs">API</a>
      </nav>
      <p class="settings">
        <KeyDialog /> <ThemeSwitch />
      </p>
    </header>
  );
}

function NotHere() {
  useTitle("Not here");
  return (
    <>
      <h1>Nothing is here</h1>
      <p>
        This address names no view. <a href="/">To the first page</a>
      </p>
    </>
  );
}

/** Says where one is now, as a page that is loaded does. */
const arrive = () => {
  scrollTo(0, 0);
  document.getElementById("view")?.focus({ preventScroll: true });
};

let path = location.pathname;

function App() {
  return (
    <LocationProvider scope={OWN}>
      <Head />
      <main id="view" tabIndex={-1}>
        <ErrorBoundary>
          <Router
            onLoadEnd={() => {
              if (location.pathname === path) return;
              path = location.pathname;
              arrive();
            }}
          >
            {VIEWS.map((each) => (
              <Route key={each.path} path={each.path} component={each.view} />
            ))}
            <Route default component={NotHere} />
          </Router>
        </ErrorBoundary>
      </main>
    </LocationProvider>
  );
}

applyTheme();
const root = document.getElementById("page")!;
root.replaceChildren();
render(<App />, root);
