import { describe, expect, it } from "vitest";
import { redactedJson, redactor } from "../../source/text/redaction.ts";

const redact = redactor({
  GH_TOKEN: "abcdefgh12345678",
  MY_API_KEY: "abcdefgh",
  PASSWORD: "short",
  HOME: "/home/dana-doe",
});

describe("what is kept", () => {
  it.each([
    ["the value of a secret variable", "with abcdefgh12345678 in it", "with [secret] in it"],
    ["a part of a longer one", "abcdefgh!", "[secret]!"],
    ["a token of GitHub", "see ghp_0123456789abcdefxyz", "see [secret]"],
    ["a fine-grained one", "x github_pat_11AAAAAAA0123456789 y", "x [secret] y"],
    ["a model's key", `sk-${"a1-".repeat(9)}`, "[secret]"],
    ["a header", "Authorization: Bearer abc.def-ghi_jkl", "Authorization: Bearer [secret]"],
    ["a password in an address", "https://dana:hunter2@example.org/x", "https://[secret]@example.org/x"],
    ["a private key", "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----", "[secret]"],
  ])("has not %s", (_what, text, kept) => {
    expect(redact(text)).toBe(kept);
  });

  it.each(["a short word", "/home/dana-doe/project", "https://example.org/a:b@c", "the token is missing"])(
    "has what is no secret: %s",
    (text) => {
      expect(redact(text)).toBe(text);
    },
  );
});

describe("JSON", () => {
  it("stays JSON whatever is taken out of it", () => {
    const value = { a: 'abcdefgh"', b: ["-----BEGIN PRIVATE KEY-----\nAAAA", 7, null] };
    expect(JSON.parse(redactedJson(value, redact))).toEqual({ a: '[secret]"', b: ["[secret]", 7, null] });
  });
});
