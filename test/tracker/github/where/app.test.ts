import { createVerify, generateKeyPairSync } from "node:crypto";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { inspect } from "node:util";
import { beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { createCredentials } from "../../../../source/tracker/github/credentials.ts";
import { endpointOf } from "../../../../source/tracker/github/endpoint.ts";
import { temporaryFolder, withoutPrograms } from "./programs.ts";

type Pem = string;
let pkcs1: Pem;
let pkcs8: Pem;
let publicKey: Pem;
beforeAll(() => {
  const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
  pkcs1 = pair.privateKey.export({ type: "pkcs1", format: "pem" }).toString();
  pkcs8 = pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  publicKey = pair.publicKey.export({ type: "spki", format: "pem" }).toString();
});

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** A GitHub that makes tokens: `ghs_1`, `ghs_2` and so on, unless it is told to answer otherwise. */
async function startServer(answer?: Answer) {
  const asked: { readonly url: string; readonly authorization: string }[] = [];
  const server = createServer((request, response) => {
    asked.push({
      url: `${request.method} ${request.url}`,
      authorization: request.headers.authorization ?? "",
    });
    if (answer !== undefined) return answer(response, request);
    const expires_at = new Date(Date.now() + 3_600_000).toISOString();
    response.writeHead(201, { "content-type": "application/json" });
    response.end(JSON.stringify({ token: `ghs_${asked.length}`, expires_at, permissions: {} }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql` };
}

function keyFile(content: string, mode = 0o600): string {
  const path = join(temporaryFolder(), "app key.pem");
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
}

function appOn(
  graphqlUrl: string | null,
  path: string,
  options: { host?: string; isTrusted?: boolean } = {},
) {
  const address = { host: options.host ?? "github.com", owner: "acme", name: "widgets" };
  const url: Record<string, string> = graphqlUrl === null ? {} : { GITHUB_GRAPHQL_URL: graphqlUrl };
  const env = { ...withoutPrograms(), GH_TOKEN: "ghp_person", ...url };
  return createCredentials({
    address,
    endpoint: endpointOf(address, env),
    env,
    app: { appId: "123", installationId: "456", keyFile: path },
    hostIsTrusted: options.isTrusted ?? false,
    fetch: graphqlUrl === null ? () => Promise.reject(new Error("no request may leave")) : fetch,
  });
}

const failure = (work: Promise<unknown>) =>
  work.then(
    () => expect.unreachable("it should have failed"),
    (thrown) => thrown,
  );
const dump = (value: unknown) => inspect(value, { depth: null, showHidden: true });

describe("a GitHub App", () => {
  it.each([
    ["PKCS#1", () => pkcs1],
    ["PKCS#8", () => pkcs8],
  ])("signs in with a key in %s, before any other token", async (_form, pem) => {
    const { url, asked } = await startServer();
    const found = await appOn(url, keyFile(pem())).get();
    expect([found.token.reveal(), found.source, found.kind]).toEqual(["ghs_1", "GitHub App 123", "app"]);
    expect(dump(found) + JSON.stringify(found)).not.toContain("ghs_1");
    expect(asked[0]?.url).toBe("POST /app/installations/456/access_tokens");
    const [head, body, signature = ""] = (asked[0]?.authorization ?? "").replace(/^Bearer /, "").split(".");
    const verify = createVerify("RSA-SHA256").update(`${head}.${body}`);
    expect(verify.verify(publicKey, signature, "base64url")).toBe(true);
    const claims = JSON.parse(Buffer.from(body ?? "", "base64url").toString());
    expect(String(claims.iss)).toBe("123");
    expect(claims.exp - claims.iat).toBeLessThanOrEqual(600);
  });

  it("keeps its token until five minutes before it expires, or until it is refused", async () => {
    const { url, asked } = await startServer();
    vi.useFakeTimers({ toFake: ["Date"] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const credentials = appOn(url, keyFile(pkcs1));
    const token = async () => (await credentials.get()).token.reveal();
    expect(await Promise.all([token(), token()])).toEqual(["ghs_1", "ghs_1"]);
    vi.setSystemTime(Date.now() + 54 * 60_000);
    expect(await token()).toBe("ghs_1");
    vi.setSystemTime(Date.now() + 61_000);
    expect(await token()).toBe("ghs_2");
    expect((await credentials.refresh()).token.reveal()).toBe("ghs_3");
    expect(await token()).toBe("ghs_3");
    expect(asked).toHaveLength(3);
  });

  it("is not shown to a host that only the repository names", async () => {
    const error = await failure(appOn(null, keyFile(pkcs1), { host: "evil.example" }).get());
    expect(error).toMatchObject({ code: "GITHUB_NO_TOKEN", remedy: expect.stringContaining("GH_HOST") });
    const trusted = await failure(
      appOn(null, keyFile(pkcs1), { host: "git.example.com", isTrusted: true }).get(),
    );
    expect(trusted).toMatchObject({ code: "TRACKER_UNAVAILABLE" });
  });

  it.each<[number, object]>([
    [401, { code: "GITHUB_APP_REFUSED", remedy: expect.stringContaining("clock") }],
    [403, { code: "GITHUB_APP_REFUSED" }],
    [404, { code: "GITHUB_APP_REFUSED", message: expect.stringContaining("456") }],
    [422, { code: "GITHUB_APP_REFUSED" }],
    [429, { code: "TRACKER_UNAVAILABLE" }],
    [500, { code: "TRACKER_UNAVAILABLE" }],
    [503, { code: "TRACKER_UNAVAILABLE" }],
  ])(
    "says what a %i means, and neither key nor proof nor what the answer repeats",
    async (status, expected) => {
      const { url, asked } = await startServer((response, request) => {
        response.writeHead(status, { "content-type": "application/json" });
        response.end(JSON.stringify({ message: `bad ${request.headers.authorization} ghs_echo` }));
      });
      const error = await failure(appOn(url, keyFile(pkcs1)).get());
      expect(error).toMatchObject(expected);
      expect(error.remedy).not.toBe("");
      const proof = asked[0]?.authorization.replace(/^Bearer /, "") ?? "";
      expect(proof.length).toBeGreaterThan(300);
      for (const secret of [proof, pkcs1.slice(40, 80), "ghs_echo", "ghp_person", "eyJ"])
        expect(dump(error) + error.stack).not.toContain(secret);
    },
  );

  it.each<[string, Answer]>([
    ["a page", (response) => response.end("<html>ghs_secret</html>")],
    ["nothing", (response) => response.end()],
    ["null", (response) => response.end("null")],
    ["no token", (response) => response.end('{"expires_at":"2099-01-01T00:00:00Z"}')],
    ["no time", (response) => response.end('{"token":"ghs_secret"}')],
    [
      "a token of many lines",
      (response) => response.end('{"token":"ghs_secret\\nx","expires_at":"2099-01-01T00:00:00Z"}'),
    ],
    [
      "half an answer",
      (response) =>
        void response.writeHead(201, { "content-length": "99" }).write("{", () => response.destroy()),
    ],
    ["no answer", (response) => void response.destroy()],
    [
      "another address",
      (response) => void response.writeHead(307, { location: "http://127.0.0.1:1/" }).end(),
    ],
  ])("does not believe %s", async (_what, answer) => {
    const { url } = await startServer(answer);
    const error = await failure(appOn(url, keyFile(pkcs1)).get());
    expect(error).toMatchObject({ code: "TRACKER_UNAVAILABLE" });
    expect(dump(error)).not.toContain("ghs_secret");
  });
});

describe("the key of a GitHub App", () => {
  const failing = async (path: string) => {
    const { url, asked } = await startServer();
    const error = await failure(appOn(url, path).get());
    expect(asked).toEqual([]);
    expect(error).toMatchObject({ code: "GITHUB_APP_KEY", message: expect.stringContaining(path) });
    return error;
  };

  it("must be there, and a file", async () => {
    const folder = temporaryFolder();
    expect((await failing(join(folder, "none.pem"))).message).toContain("does not exist");
    mkdirSync(join(folder, "folder"), { mode: 0o700 });
    expect((await failing(join(folder, "folder"))).message).toContain("is not a file");
  });

  it.each([0o640, 0o604, 0o644, 0o620, 0o610, 0o666])("must be the user's alone, not %o", async (mode) => {
    const path = keyFile(pkcs1, mode);
    expect((await failing(path)).remedy).toContain("chmod 600");
  });

  it("may be read-only", async () => {
    const { url } = await startServer();
    expect((await appOn(url, keyFile(pkcs1, 0o400)).get()).kind).toBe("app");
  });

  it("must be an RSA key in PEM form, and is not shown if it is not", async () => {
    const elliptic = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
    const encrypted = { type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "x" } as const;
    const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
    for (const content of [
      "",
      "s3cret",
      publicKey,
      pkcs1.slice(0, 400),
      pkcs1.replaceAll("\n", " s3cret"),
      elliptic.export({ type: "pkcs8", format: "pem" }).toString(),
      rsa.export(encrypted).toString(),
      `${" ".repeat(70_000)}${pkcs1}`,
    ]) {
      const error = await failing(keyFile(content));
      expect(dump(error)).not.toMatch(/s3cret|PRIVATE KEY|MII/);
    }
  });
});
