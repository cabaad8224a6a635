import { describe, it } from "vitest";
import { eventually } from "../../support/eventually.ts";
import { KEY } from "../scene.ts";
import { isMissing, PLACES, recorder, setSceneOfAgents, sit } from "./places.ts";

const FEATURE = "Add dark mode";

describe.each(PLACES)("by keyboard alone, in $name", (place) => {
  it.skipIf(isMissing(place))(
    "an agent is stopped, tried again and taken over; files are opened; the terminal is left",
    async () => {
      const scene = await setSceneOfAgents();
      const editor = recorder(scene, "editor");
      const screen = sit(scene, place, { env: { EDITOR: editor.file, VISUAL: "" } });
      await screen.waitFor("No workflows here yet");
      screen.press("n");
      await screen.waitFor("New workflow");
      screen.press(FEATURE);
      await screen.waitFor(FEATURE);
      // On to the field of the agent, and to the slow one.
      screen.press("\t");
      screen.press(" ");
      await screen.waitFor("● demo");
      screen.press(" ");
      await screen.waitFor("● failing");
      screen.press(" ");
      await screen.waitFor("● slow");
      screen.press(KEY.send);
      // Before it has an issue it cannot be asked for by its number.
      await screen.waitFor("#1");
      await eventually("the agent runs", async () => (await scene.workflow(1)).runs.length === 1);

      screen.press("t");
      await screen.waitFor(/take over: /);
      screen.press("x");
      await screen.waitFor("Stop the agent");
      screen.press("y");
      await screen.waitFor("R retry");
      screen.press("R");
      await eventually("the second run", async () => (await scene.workflow(1)).runs.length === 2);
      screen.press("x");
      await screen.waitFor("Stop the agent");
      screen.press("y");
      await eventually("it is stopped", async () => (await scene.workflow(1)).lastError !== null);

      screen.press("y");
      await screen.waitFor(/[Cc]opied/);
      screen.press("e");
      await eventually("the editor is called", () => editor.called().includes(".plans/1"));
      await screen.waitFor("Back from");
      screen.press("q");
    },
  );
});
