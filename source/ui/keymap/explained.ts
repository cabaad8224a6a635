import type { Command } from "./command.ts";
import { detailCommands } from "./detail-commands.ts";
import { formCommands } from "./form-commands.ts";
import { issueCommands } from "./issue-commands.ts";
import { listCommands } from "./list-commands.ts";
import { logCommands, searchCommands } from "./log-commands.ts";
import { pickerCommands } from "./picker-commands.ts";
import { screenCommands } from "./screen-commands.ts";
import { workflowCommands } from "./workflow-commands.ts";

/** The keys that the help explains; dialogs name theirs themselves. */
export const explained: readonly Command[] = [
  ...workflowCommands,
  ...issueCommands,
  ...listCommands,
  ...detailCommands,
  ...logCommands,
  ...formCommands,
  ...pickerCommands,
  ...searchCommands,
  ...screenCommands,
];
