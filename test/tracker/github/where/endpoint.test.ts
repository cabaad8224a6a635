import { describe, expect, it } from "vitest";
import { endpointOf } from "../../../../source/tracker/github/endpoint.ts";

type Env = Readonly<Record<string, string>>;
const on = (host: string, env: Env = {}) => endpointOf({ host, owner: "acme", name: "widgets" }, env);

describe("where requests go", () => {
  it.each([
    ["github.com", "https://api.github.com/graphql", "https://api.github.com"],
    ["acme.ghe.com", "https://api.acme.ghe.com/graphql", "https://api.acme.ghe.com"],
    ["git.example.com", "https://git.example.com/api/graphql", "https://git.example.com/api/v3"],
  ])("%s", (host, graphqlUrl, restUrl) => {
    expect(on(host)).toMatchObject({ graphqlUrl, restUrl, webUrl: `https://${host}` });
  });

  it.each<[Env, object]>([
    [
      { GITHUB_GRAPHQL_URL: "https://git.example.com/api/graphql/" },
      {
        graphqlUrl: "https://git.example.com/api/graphql",
        restUrl: "https://git.example.com/api/v3",
        host: "git.example.com",
      },
    ],
    [
      {
        GITHUB_GRAPHQL_URL: "https://api.github.com/graphql",
        GITHUB_API_URL: "https://api.github.com/",
        GITHUB_SERVER_URL: "https://github.com/",
      },
      {
        graphqlUrl: "https://api.github.com/graphql",
        restUrl: "https://api.github.com",
        webUrl: "https://github.com",
      },
    ],
    [
      { GITHUB_GRAPHQL_URL: "http://127.0.0.1:4010/graphql" },
      { graphqlUrl: "http://127.0.0.1:4010/graphql", restUrl: "http://127.0.0.1:4010", host: "127.0.0.1" },
    ],
    [
      { GITHUB_GRAPHQL_URL: "http://localhost:4010" },
      { graphqlUrl: "http://localhost:4010", restUrl: "http://localhost:4010" },
    ],
    [{ GITHUB_GRAPHQL_URL: "http://[::1]:4010/graphql" }, { graphqlUrl: "http://[::1]:4010/graphql" }],
    [{ GITHUB_GRAPHQL_URL: " " }, { graphqlUrl: "https://api.github.com/graphql" }],
    [{ GITHUB_API_URL: "https://elsewhere.example" }, { restUrl: "https://api.github.com" }],
  ])("by %j", (env, expected) => {
    expect(on("github.com", env)).toMatchObject(expected);
  });

  it.each([
    "http://git.example.com/graphql",
    "http://127.0.0.1.evil.example/graphql",
    "http://localhost.evil.example/graphql",
    "http://128.0.0.1/graphql",
    "ftp://git.example.com/graphql",
    "file:///graphql",
    "javascript:alert(1)",
    "git.example.com",
    "https://",
    "https://u5er:s3cret@git.example.com/graphql",
  ])("%s is refused, with what to do", (url) => {
    for (const [name, env] of [
      ["GITHUB_GRAPHQL_URL", { GITHUB_GRAPHQL_URL: url }],
      ["GITHUB_API_URL", { GITHUB_GRAPHQL_URL: "https://api.github.com/graphql", GITHUB_API_URL: url }],
    ] as const) {
      let thrown: unknown;
      try {
        on("github.com", env);
      } catch (error) {
        thrown = error;
      }
      expect(thrown).toMatchObject({
        code: expect.any(String),
        message: expect.stringContaining(name),
        remedy: expect.any(String),
      });
      expect(`${thrown}`).not.toMatch(/s3cret|u5er/);
    }
  });
});
