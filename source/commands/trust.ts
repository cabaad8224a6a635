import { screenLine } from "../text/screen.ts";
import { type Command, EXIT } from "./command.ts";

export const command: Command = {
  usage: "",
  summary: "trust exactly the commands that this project's settings run now; a change asks again",
  examples: [{ line: "trust", does: "agree to what doctor or the dashboard showed" }],
  output: ["trusted"],
  maxWords: 0,
  changes: true,
  async run({ openSession, print, json }) {
    const session = await openSession(false);
    try {
      const { untrusted } = session.status.getState();
      if (untrusted.length > 0) await session.intents.trust(untrusted);
      if (json) print.json({ trusted: untrusted });
      else if (untrusted.length === 0)
        print.result("Nothing to trust: the project's settings run no commands, or only trusted ones");
      else print.result(`Trusted:\n${untrusted.map((line) => `  ${screenLine(line)}`).join("\n")}`);
      return EXIT.done;
    } finally {
      await session.close();
    }
  },
};
