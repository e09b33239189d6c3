/** The page: a head with its views, and the view that the address names. */
import { render } from "preact";
import { LocationProvider, Route, Router, useLocation } from "preact-iso/router";
import { Guard } from "./parts/broken.tsx";
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

/** The focus goes where the new view begins, as it does when a page is loaded. */
const arrive = () => document.getElementById("view")?.focus({ preventScroll: true });

function Views() {
  const { url } = useLocation();
  return (
    <Guard url={url}>
      <Router onRouteChange={arrive}>
        {VIEWS.map((each) => (
          <Route key={each.path} path={each.path} component={each.view} />
        ))}
        <Route default component={NotHere} />
      </Router>
    </Guard>
  );
}

const App = () => (
  <LocationProvider scope={OWN}>
    <Head />
    <main id="view" tabIndex={-1}>
      <Views />
    </main>
  </LocationProvider>
);

applyTheme();
const root = document.getElementById("page")!;
root.replaceChildren();
render(<App />, root);
