import type { DescribedSetting, SettingsDesk } from "../orchestrator/settings-desk.ts";
import { screenLine, screenText } from "../text/screen.ts";
import { describeError } from "../workflow/errors.ts";
import { type Command, type CommandCall, EXIT, UsageError } from "./command.ts";
import { placeOf } from "./place.ts";

export const command: Command = {
  usage: "get [key] | set <key> <value> | path",
  summary: "show the settings and where each value comes from, change one, or say where they are kept",
  examples: [
    { line: "config get", does: "every setting with where it comes from" },
    { line: "config set maxAgents 2", does: "in your own settings" },
    { line: "config set --project setup '[\"npm ci\"]'", does: "in the project's" },
    { line: "config path", does: "where your own settings are kept" },
  ],
  output: ["settings", "config-set", "config-path"],
  words: ["get", "set", "path"],
  maxWords: 3,
  changes: ([verb]) => verb === "set",
  options: {
    project: { type: "boolean", help: "the project's .plans/config.json instead of your own settings" },
  },
  async run(call) {
    const act = verbOf(call.words);
    const { openSettingsDesk } = await import("../orchestrator/settings-desk.ts");
    await act(await openSettingsDesk(placeOf(call)), call);
    return EXIT.done;
  },
};

type Act = (desk: SettingsDesk, call: CommandCall) => Promise<void>;

/** @throws UsageError before anything is looked at */
function verbOf([verb, ...words]: readonly string[]): Act {
  const [key, value] = words;
  if (verb === "get" && words.length <= 1) return (desk, call) => get(desk, call, key);
  if (verb === "path" && words.length === 0) return path;
  if (verb !== "set") throw new UsageError("config takes get [key], set <key> <value> or path", "config");
  if (key === undefined || value === undefined)
    throw new UsageError("config set takes a key and a value", "config");
  return (desk, call) => set(desk, call, key, value);
}

async function get(desk: SettingsDesk, { json, print }: CommandCall, key: string | undefined): Promise<void> {
  const found = key === undefined ? await desk.all() : await desk.one(key);
  for (const warning of await desk.warnings()) print.note(`warning: ${warning}`);
  if (json) print.json(found);
  else print.result(screenText([found].flat().map(lineOf).join("\n")));
}

async function set(desk: SettingsDesk, call: CommandCall, key: string, text: string): Promise<void> {
  const origin = call.flags.project === true ? "project" : "user";
  const { path: file, value } = desk.set(origin, key, text);
  const { json, print } = call;
  // The value is written whatever else is wrong with the settings.
  const inForce = await desk.one(key).catch((error: unknown) => {
    // An agent that has just been taken out is in force no more.
    if (value !== null) print.note(describeError(error).message);
    return null;
  });
  if (json) print.json({ key, value, path: file, inForce });
  else print.result(screenLine(`${key} = ${JSON.stringify(value)} in ${file}`));
  if (inForce !== null && inForce.origin !== origin && value !== null)
    print.note(screenLine(`Something stronger counts here: ${lineOf(inForce)}`));
}

async function path(desk: SettingsDesk, { flags, json, print }: CommandCall): Promise<void> {
  if (json) print.json({ user: desk.userPath, project: desk.projectPath });
  else print.result((flags.project === true ? desk.projectPath : desk.userPath) ?? "");
}

/** `pollSeconds = 30  (default)` */
function lineOf({ key, value, origin, source }: DescribedSetting): string {
  return screenLine(
    `${key} = ${JSON.stringify(value)}  (${source === null ? origin : `${origin}: ${source}`})`,
  );
}
