import { schema } from "@octokit/graphql-schema";
import { buildSchema, parse, validate } from "graphql";
import { describe, expect, it } from "vitest";
import * as documents from "../../../source/tracker/github/documents.ts";
import * as operations from "../../../source/tracker/github/operations.ts";
import { costOf } from "../../support/github/cost.ts";

const published = buildSchema(schema.idl, { assumeValid: true });

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** Every document, those that are made for a number of things with the least and the most of them. */
const all: [string, string][] = [
  ...Object.entries(documents).flatMap(([name, value]): [string, string][] =>
    typeof value === "string" ? [[name, value]] : [],
  ),
  ...[1, 100].flatMap((count): [string, string][] => [
    [`watchedIssues, ${count}`, documents.watchedIssues(numbers(count))],
    [`pullRequestStates, ${count}`, documents.pullRequestStates(numbers(count))],
    [`pullRequestChecks, ${count}`, documents.pullRequestChecks(numbers(count))],
    [`labelsByName, ${count}`, documents.labelsByName(count)],
    [`createLabels, ${count}`, documents.createLabels(count)],
  ]),
];

/** The client would take a variable of these names for an option, and it would never arrive. */
const TAKEN = ["query", "url", "method", "headers", "request", "baseUrl", "mediaType", "operationName"];

describe("the GraphQL documents", () => {
  it.each(all)("are valid by GitHub's published schema: %s", (_name, document) => {
    expect(validate(published, parse(document))).toEqual([]);
  });

  it.each(all)("use no variable that would not arrive: %s", (_name, document) => {
    for (const [, variable] of document.matchAll(/\$(\w+):/g)) expect(TAKEN).not.toContain(variable);
  });

  it.each(all)("cost one point: %s", (_name, document) => {
    expect(costOf(document).points).toBe(1);
  });

  it("all belong to an operation, and each operation to one of them", () => {
    const used = Object.values(operations.operations).map(({ document }) => document);
    const fixed = Object.values(documents).filter((value) => typeof value === "string");
    expect(new Set(used)).toEqual(new Set(fixed));
    expect(new Set(Object.values(operations.operations).map(({ name }) => name)).size).toBe(used.length);
  });

  it("stay under five percent of the hourly points in a day of polling at the default interval", () => {
    // While a gate is awaited: one look each 30 s; the pull requests' two questions each 180 s; and for each change
    // an issue and its comments twice. A change every three minutes all day is more than anybody's.
    const looks = 3600 / 30;
    const pullRequests = (3600 / 180) * 2;
    const changes = (3600 / 180) * 2 * 2;
    expect(costOf(documents.watchedIssues(numbers(50))).points).toBe(1);
    expect(looks + pullRequests + changes).toBeLessThan(5_000 * 0.05);
  });
});
