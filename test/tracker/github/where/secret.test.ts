import { inspect } from "node:util";
import { expect, it } from "vitest";
import { Secret } from "../../../../source/tracker/github/secret.ts";

it("a secret comes out only by its name", () => {
  const secret = new Secret("ghp_s3cret");
  const holder = { secret, list: [secret], error: new Error("x", { cause: secret }) };
  const shown = [
    `${secret}`,
    String(secret),
    JSON.stringify(holder),
    inspect(holder, { showHidden: true, depth: null, getters: true }),
    inspect(secret, { customInspect: false, showHidden: true }),
    JSON.stringify(structuredClone({ ...secret })),
    Object.values(secret).join(),
  ];
  expect(shown.join("\n")).not.toContain("s3cret");
  expect(secret.reveal()).toBe("ghp_s3cret");
});
