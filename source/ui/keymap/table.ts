import { cleanCommands } from "./clean-commands.ts";
import type { Command } from "./command.ts";
import { detailCommands } from "./detail-commands.ts";
import { dialogCommands } from "./dialog-commands.ts";
import { diffCommands } from "./diff-commands.ts";
import { formCommands } from "./form-commands.ts";
import { handOverCommands } from "./hand-overs.ts";
import { issueCommands } from "./issue-commands.ts";
import { filterCommands, listCommands } from "./list-commands.ts";
import { logCommands, searchCommands } from "./log-commands.ts";
import { paletteCommands } from "./palette-commands.ts";
import { pickerCommands } from "./picker-commands.ts";
import { screenCommands } from "./screen-commands.ts";
import { quitCommands, specCommands } from "./spec-commands.ts";
import { undoCommands } from "./undo.ts";
import { workflowCommands } from "./workflow-commands.ts";

/** Every key of the dashboard, as it is where nobody has remapped it. In a scope the first that fits counts. */
export const commands: readonly Command[] = [
  ...dialogCommands,
  ...workflowCommands,
  ...issueCommands,
  ...handOverCommands,
  ...listCommands,
  ...detailCommands,
  ...logCommands,
  ...diffCommands,
  ...specCommands,
  ...quitCommands,
  ...formCommands,
  ...pickerCommands,
  ...searchCommands,
  ...filterCommands,
  ...cleanCommands,
  ...paletteCommands,
  ...undoCommands,
  ...screenCommands,
];
