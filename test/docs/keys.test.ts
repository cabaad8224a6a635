import { expect, it } from "vitest";
import { commands } from "../../source/ui/keymap/table.ts";
import { keysDocument } from "./keys-document.ts";

/** `npm run docs:keys` writes it anew. */
it("docs/keys.md is what the table of the keys says", async () => {
  await expect(keysDocument(commands)).toMatchFileSnapshot("../../docs/keys.md");
});
