/**
 * A process of its own that creates issues: `create-local-issue.ts <plansDir> <user> <requests as JSON>`.
 * Prints their numbers as JSON.
 */
import { createLocalTracker } from "../../source/tracker/local/local-tracker.ts";
import type { NewIssue } from "../../source/tracker/tracker.ts";

const [plansDir = "", user = "", json = "[]"] = process.argv.slice(2);
const tracker = createLocalTracker({ plansDir, user });
const requests: NewIssue[] = JSON.parse(json);
const numbers: number[] = [];
for (const request of requests) numbers.push((await tracker.createIssue(request)).number);
console.log(JSON.stringify(numbers));
