import type { Command } from "./command.ts";
import { dialogCommands } from "./dialog-commands.ts";
import { explained } from "./explained.ts";

/** Every key of the dashboard. In a scope the first that fits counts. */
export const commands: readonly Command[] = [...dialogCommands, ...explained];
