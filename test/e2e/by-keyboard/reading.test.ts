import { describe, expect, it } from "vitest";
import { KEY } from "../scene.ts";
import { isMissing, PLACES, setSceneOfAgents, sit } from "./places.ts";

const AT_GATE = "Add dark mode";
const FAILED = "Export orders";
/** Of a search for “the”. */
const PLACE_OF_MATCH = /\d+ of \d+/;

const rowOf = (screen: string, title: string) => screen.split("\n").findIndex((row) => row.includes(title));
const isChosen = (title: string) => (screen: string) =>
  screen.split("\n").some((row) => row.startsWith("▌") && row.includes(title));

describe.each(PLACES)("by keyboard alone, in $name", (place) => {
  it.skipIf(isMissing(place))("everything is found and read", async () => {
    const scene = await setSceneOfAgents();
    await scene.shell.run(["new", FAILED, "--agent", "failing", "--wait", "gate"]);
    await scene.shell.run(["new", AT_GATE, "--wait", "gate"]);
    const screen = sit(scene, place);
    const list = await screen.waitFor((now) => now.includes(FAILED) && now.includes(AT_GATE));
    expect(rowOf(list, AT_GATE)).toBeLessThan(rowOf(list, FAILED));
    await screen.waitFor(isChosen(AT_GATE));
    for (const [key, title] of [
      ["j", FAILED],
      ["k", AT_GATE],
      ["G", FAILED],
      ["g", AT_GATE],
    ] as const) {
      screen.press(key);
      await screen.waitFor(isChosen(title));
    }

    // What a key cannot do now it says.
    screen.press("j");
    await screen.waitFor(isChosen(FAILED));
    screen.press("A");
    await screen.waitFor(/approve: there is nothing to decide/);
    screen.press("g");
    await screen.waitFor(isChosen(AT_GATE));

    screen.press("/dark");
    await screen.waitFor((now) => !now.includes(FAILED) && now.includes("/ dark"));
    screen.press(KEY.escape);
    await screen.waitFor(FAILED);

    screen.press("\r");
    await screen.waitFor((now) => /GATE 1/.test(now) && now.includes("Waiting for your approval"));
    screen.press("2");
    await screen.waitFor("▸ design.md");
    screen.press("]");
    await screen.waitFor("▸ requirements.md");
    screen.press("3");
    await screen.waitFor(/\d files?.*· \+\d/);
    screen.press("4");
    await screen.waitFor(/local|comment/);
    screen.press("5");
    await screen.waitFor(/PHASE 2 ▸ GATE 1/);

    screen.press("1");
    await screen.waitFor("The specification is written");
    screen.press("/the");
    await screen.waitFor(PLACE_OF_MATCH);
    screen.press("\r");
    const found = await screen.waitFor((now) => now.includes("next match") && PLACE_OF_MATCH.test(now));
    const match = PLACE_OF_MATCH.exec(found)?.[0] ?? "";
    // On a large screen the first match is the nearest; there is none before it.
    const [away, back] = match.startsWith("1 ") ? ["n", "N"] : ["N", "n"];
    screen.press(away);
    await screen.waitFor((now) => PLACE_OF_MATCH.test(now) && !now.includes(match));
    screen.press(back);
    await screen.waitFor(match);
    screen.press(KEY.escape);
    await screen.waitFor((now) => !now.includes("next match"));

    screen.press("z");
    await screen.waitFor((now) => !now.includes("WORKFLOWS"));
    screen.press("z");
    screen.press("?");
    await screen.waitFor("╭─ Keys");
    screen.press(KEY.escape);
    await screen.waitFor((now) => !now.includes("╭─ Keys"));
    screen.press(":hist");
    await screen.waitFor(/history/i);
    screen.press("\r");
    await screen.waitFor(/PHASE 2 ▸ GATE 1/);
    screen.press("q");
  });
});
