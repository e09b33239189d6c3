/** What holds whichever view is shown: parts that don't come, addresses that are none, where the focus goes. */
import { expect, test } from "vitest";
import type { Place } from "../place.ts";

const focused = `document.activeElement.id`;

export const shellFlows = (place: () => Place) => {
  test("shell: a view whose code is gone with its release says so, and is there once the page is loaded anew", async () => {
    const tab = await place().tab();
    await tab.goto("/");
    await tab.page.call("Network.enable");
    await tab.page.call("Network.setBlockedURLs", { urls: ["*/site/experiments-*.js"] });
    await tab.press("Experiments");
    await tab.shows("A part of this page can't be fetched: the server has a newer release, or doesn't answer.");
    expect(await tab.axe()).toEqual([]);
    await tab.press("Leaderboard");
    await tab.shows("Which may I ship?");
    await tab.press("Experiments");
    await tab.page.call("Network.setBlockedURLs", { urls: [] });
    await tab.press("Load the page anew");
    await tab.shows("An experiment puts models to the test");
  });

  test("shell: each view takes the focus, also when it is seen again", async () => {
    const tab = await place().tab();
    await tab.goto("/");
    for (const [link, shown] of [
      ["Leaderboard", "Which may I ship?"],
      ["Experiments", "An experiment puts models to the test"],
      ["Leaderboard", "Which may I ship?"],
    ] as const) {
      await tab.evaluate("document.activeElement.blur()");
      await tab.press(link);
      await tab.shows(shown);
      expect([link, await tab.evaluate(focused)]).toEqual([link, "view"]);
    }
  });

  test("shell: an address that can't be read is told, and the way to the other views stays", async () => {
    const tab = await place().tab();
    await tab.goto("/model/sst2-svd-19x");
    await tab.evaluate(
      `history.replaceState(null, "", "/model/%E0%A4%A"); dispatchEvent(new PopStateEvent("popstate"))`,
    );
    await tab.shows("The page made a mistake here");
    await tab.press("Experiments");
    await tab.shows("An experiment puts models to the test");
  });

  test("shell: a page whose script does not come says so after a while", async () => {
    const tab = await place().tab();
    await tab.page.call("Network.enable");
    await tab.page.call("Network.setBlockedURLs", { urls: ["*/site/app.js"] });
    await tab.goto("/");
    expect(await tab.text("main")).not.toContain("load the page anew");
    await tab.evaluate("document.getAnimations().forEach((each) => each.finish())"); // the while
    await tab.shows("If nothing follows, load the page anew.");
  });
};
