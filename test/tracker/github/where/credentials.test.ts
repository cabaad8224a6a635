import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { type Credentials, createCredentials } from "../../../../source/tracker/github/credentials.ts";
import { endpointOf } from "../../../../source/tracker/github/endpoint.ts";
import { withoutPrograms, withPrograms } from "./programs.ts";

type Env = Readonly<Record<string, string>>;

/** Every variable with a token that tells which it is. */
const ALL: Env = {
  GH_TOKEN: "ghp_1",
  GITHUB_TOKEN: "ghp_2",
  GH_ENTERPRISE_TOKEN: "ghp_3",
  GITHUB_ENTERPRISE_TOKEN: "ghp_4",
};

interface Options {
  readonly isTrusted?: boolean;
  readonly gh?: string | null;
}

function credentialsFor(host: string, env: Env, { isTrusted = false, gh }: Options = {}): Credentials {
  const address = { host, owner: "acme", name: "widgets" };
  const all = { ...withoutPrograms(), ...env };
  return createCredentials({
    address,
    endpoint: endpointOf(address, all),
    env: all,
    app: null,
    hostIsTrusted: isTrusted,
    ...(gh === undefined ? {} : { runGh: async () => gh }),
  });
}

/** Where the token comes from; for none, `none`. */
async function source(host: string, env: Env, options?: Options): Promise<string> {
  try {
    const found = await credentialsFor(host, env, options).get();
    // The source is that of the token.
    if (found.source in env) expect(found.token.reveal()).toBe(env[found.source]);
    return found.source;
  } catch (error) {
    expect(error).toMatchObject({ code: "GITHUB_NO_TOKEN" });
    return "none";
  }
}

const without = (...names: string[]): Env =>
  Object.fromEntries(Object.entries(ALL).filter(([name]) => !names.includes(name)));
const ENTERPRISE_ONLY = without("GH_TOKEN", "GITHUB_TOKEN");
const USUAL_ONLY = without("GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN");
const GHES = "git.example.com";
const BY_URL = { GITHUB_GRAPHQL_URL: `https://${GHES}/api/graphql` };
const ON_LOOPBACK = { GITHUB_GRAPHQL_URL: "http://127.0.0.1:4010/graphql" };

describe("the token for a host", () => {
  it.each<[string, string, Env, Options, string]>([
    ["github.com: GH_TOKEN first", "github.com", ALL, {}, "GH_TOKEN"],
    ["then GITHUB_TOKEN", "github.com", without("GH_TOKEN"), {}, "GITHUB_TOKEN"],
    ["a blank one is none", "github.com", { ...ALL, GH_TOKEN: " \t" }, {}, "GITHUB_TOKEN"],
    ["an empty one is none", "github.com", { ...ALL, GH_TOKEN: "" }, {}, "GITHUB_TOKEN"],
    ["never one of another host", "github.com", ENTERPRISE_ONLY, { isTrusted: true }, "none"],
    ["then the login of gh", "github.com", ENTERPRISE_ONLY, { gh: "gho_5" }, "gh auth token"],
    ["the variables before gh", "github.com", ALL, { gh: "gho_5" }, "GH_TOKEN"],
    ["a tenant of ghe.com, as github.com", "acme.ghe.com", ALL, {}, "GH_TOKEN"],
    ["a name below a tenant is none", "evil.acme.ghe.com", ALL, { gh: "gho_5" }, "none"],
    ["a name below github.com is none", "evil.github.com", ALL, { gh: "gho_5" }, "none"],
    ["a server that only a remote names", GHES, ALL, {}, "none"],
    ["but gh's login for exactly it", GHES, ALL, { gh: "gho_5" }, "gh auth token"],
    ["a server that the user names", GHES, ALL, { isTrusted: true }, "GH_ENTERPRISE_TOKEN"],
    ["then the other", GHES, without("GH_ENTERPRISE_TOKEN"), { isTrusted: true }, "GITHUB_ENTERPRISE_TOKEN"],
    ["never those of github.com", GHES, USUAL_ONLY, { isTrusted: true }, "none"],
    ["GH_HOST", GHES, { ...ALL, GH_HOST: "Git.Example.com" }, {}, "GH_ENTERPRISE_TOKEN"],
    ["another GH_HOST", GHES, { ...ALL, GH_HOST: "other.example.com" }, {}, "none"],
    ["a server by URL", "github.com", { ...ALL, ...BY_URL }, {}, "GH_ENTERPRISE_TOKEN"],
    ["by URL, never those of github.com", "github.com", { ...USUAL_ONLY, ...BY_URL }, {}, "none"],
    ["but in its own Actions", GHES, { ...USUAL_ONLY, ...BY_URL, GITHUB_ACTIONS: "true" }, {}, "GH_TOKEN"],
    [
      "there too after its own",
      GHES,
      { ...ALL, ...BY_URL, GITHUB_ACTIONS: "true" },
      {},
      "GH_ENTERPRISE_TOKEN",
    ],
    [
      "Actions alone are no reason",
      GHES,
      { ...USUAL_ONLY, GITHUB_ACTIONS: "true" },
      { isTrusted: true },
      "none",
    ],
    ["this machine by URL", "github.com", { ...ALL, ...ON_LOOPBACK }, {}, "GH_TOKEN"],
    ["this machine, never by gh", "github.com", ON_LOOPBACK, { gh: "gho_5" }, "none"],
    ["this machine by a remote", "127.0.0.1", ALL, { gh: "gho_5" }, "none"],
    [
      "github.com by URL",
      GHES,
      { ...ALL, GITHUB_GRAPHQL_URL: "https://api.github.com/graphql" },
      {},
      "GH_TOKEN",
    ],
    [
      "a tenant by URL",
      GHES,
      { ...ALL, GITHUB_GRAPHQL_URL: "https://api.acme.ghe.com/graphql" },
      {},
      "GH_TOKEN",
    ],
    ["a host that looks like github.com", "github.com.evil.example", ALL, {}, "none"],
    ["a host that looks like ghe.com", "evilghe.com", ALL, {}, "none"],
  ])("%s", async (_what, host, env, options, expected) => {
    expect(await source(host, env, options)).toBe(expected);
  });

  it("is missed with the host, and with what helps there", async () => {
    const error = (host: string, env: Env, options?: Options) =>
      credentialsFor(host, env, options)
        .get()
        .catch((thrown) => thrown);
    expect(await error("github.com", {})).toMatchObject({
      code: "GITHUB_NO_TOKEN",
      message: expect.stringContaining("github.com"),
      remedy: "Run: gh auth login --hostname github.com, or set GH_TOKEN.",
    });
    expect((await error(GHES, {}, { isTrusted: true })).remedy).toContain("set GH_ENTERPRISE_TOKEN");
    expect((await error(GHES, ALL)).remedy).toContain(`GH_HOST=${GHES}`);
    expect((await error("github.com", ON_LOOPBACK)).remedy).toBe("Set GH_TOKEN.");
  });

  it.each(["ghp_s3cret\nx: y", "ghp_s3cret\r", "ghp_s3crét", "ghp s3cret", "ghp_s3cret\u0000", "“s3cret”"])(
    "%j is refused and not shown",
    async (token) => {
      const error = await credentialsFor("github.com", { GH_TOKEN: token })
        .get()
        .catch((thrown) => thrown);
      expect(error).toMatchObject({ code: "GITHUB_TOKEN_UNUSABLE", source: "GH_TOKEN" });
      expect(error.remedy).toContain("GH_TOKEN");
      expect(inspect(error, { depth: null, showHidden: true })).not.toMatch(/s3cr/);
    },
  );

  it("is not shown with what holds it", async () => {
    const credentials = credentialsFor("github.com", { GH_TOKEN: "ghp_s3cret" });
    const found = await credentials.get();
    const dump = inspect({ found, credentials }, { depth: null, showHidden: true });
    expect(`${dump}${JSON.stringify(found)}`).not.toContain("s3cret");
  });
});

describe("gh", () => {
  const on = (env: Env, host = "github.com") => credentialsFor(host, env);

  it("is asked for the host alone, without the tokens of the environment, and with nobody to answer it", async () => {
    const { env, folder } = withPrograms({
      gh: `echo "$*" > "$(dirname "$0")/asked"\nenv > "$(dirname "$0")/env"\ncat > "$(dirname "$0")/stdin"\necho gho_5`,
    });
    const blank = { GH_TOKEN: " ", GITHUB_TOKEN: " ", GH_DEBUG: "api" };
    const found = await on({ ...ENTERPRISE_ONLY, ...blank, ...env }).get();
    expect([found.token.reveal(), found.source, found.kind]).toEqual(["gho_5", "gh auth token", "token"]);
    const read = (name: string) => readFileSync(join(folder, name), "utf8");
    expect(read("asked")).toBe("auth token --hostname github.com\n");
    expect(read("env")).not.toMatch(/TOKEN|GH_DEBUG/);
    expect(read("stdin")).toBe("");
  });

  it.each(["exit 1", "echo gho_5; exit 1", "true", "echo ' '"])("%j is no login", async (script) => {
    await expect(on(withPrograms({ gh: script }).env).get()).rejects.toMatchObject({
      code: "GITHUB_NO_TOKEN",
    });
  });

  it("is not waited for for ever", async () => {
    const start = Date.now();
    await expect(on(withPrograms({ gh: "sleep 60\necho gho_5" }).env).get()).rejects.toMatchObject({
      code: "GITHUB_NO_TOKEN",
    });
    expect(Date.now() - start).toBeLessThan(9_000);
  });

  it("is not asked where it would answer for another host", async () => {
    const { env, folder } = withPrograms({ gh: `touch "$(dirname "$0")/asked"\necho gho_5` });
    for (const host of ["evil.github.com", "a.b.ghe.com", "127.0.0.1", "localhost", "x.localhost"])
      await expect(on(env, host).get(), host).rejects.toMatchObject({ code: "GITHUB_NO_TOKEN" });
    expect(() => readFileSync(join(folder, "asked"))).toThrow();
  });

  it("is asked once however many want the token, and again after a refresh or a failure", async () => {
    const answers = [null, "gho_1", "gho_2"];
    let asked = 0;
    const address = { host: "github.com", owner: "acme", name: "widgets" };
    const credentials = createCredentials({
      address,
      endpoint: endpointOf(address, {}),
      env: {},
      app: null,
      hostIsTrusted: false,
      runGh: async () => answers[asked++] ?? null,
    });
    await expect(credentials.get()).rejects.toMatchObject({ code: "GITHUB_NO_TOKEN" });
    const found = await Promise.all([credentials.get(), credentials.get(), credentials.get()]);
    expect(found.map(({ token }) => token.reveal())).toEqual(["gho_1", "gho_1", "gho_1"]);
    expect((await credentials.get()).token.reveal()).toBe("gho_1");
    expect((await credentials.refresh()).token.reveal()).toBe("gho_2");
    expect((await credentials.get()).token.reveal()).toBe("gho_2");
    expect(asked).toBe(3);
  });

  it("is waited for by those who still want to", async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const address = { host: "github.com", owner: "acme", name: "widgets" };
    const runGh = () => promise;
    const endpoint = endpointOf(address, {});
    const credentials = createCredentials({
      address,
      endpoint,
      env: {},
      app: null,
      hostIsTrusted: false,
      runGh,
    });
    const gone = new AbortController();
    const [impatient, patient] = [
      credentials.get(gone.signal),
      credentials.get(new AbortController().signal),
    ];
    gone.abort(new Error("gone"));
    await expect(impatient).rejects.toThrow("gone");
    await expect(credentials.get(gone.signal)).rejects.toThrow("gone");
    resolve("gho_5");
    expect((await patient).token.reveal()).toBe("gho_5");
  });
});
