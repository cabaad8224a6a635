import type { Command } from "./command.ts";

/** Every command, loaded only when it is called. Adding one is a file and a line. */
export const COMMANDS: Readonly<Record<string, () => Promise<{ readonly command: Command }>>> = {
  new: () => import("./new.ts"),
  list: () => import("./list.ts"),
  status: () => import("./status.ts"),
  advance: () => import("./advance.ts"),
  approve: () => import("./approve.ts"),
  reject: () => import("./reject.ts"),
  retry: () => import("./retry.ts"),
  cancel: () => import("./cancel.ts"),
  stop: () => import("./stop.ts"),
  run: () => import("./run.ts"),
  logs: () => import("./logs.ts"),
  open: () => import("./open.ts"),
  comment: () => import("./comment.ts"),
  labels: () => import("./labels.ts"),
  pr: () => import("./pr.ts"),
  clean: () => import("./clean.ts"),
  explain: () => import("./explain.ts"),
  repair: () => import("./repair.ts"),
  doctor: () => import("./doctor.ts"),
  config: () => import("./config.ts"),
  completion: () => import("./completion.ts"),
  trust: () => import("./trust.ts"),
  demo: () => import("./demo.ts"),
};

/** In which order and under which heads the help shows them. */
export const COMMAND_GROUPS: Readonly<Record<string, readonly string[]>> = {
  "Start and look": ["new", "list", "status", "logs", "open", "explain", "demo"],
  Decide: ["approve", "reject", "comment"],
  Steer: ["advance", "retry", "stop", "cancel", "run", "labels", "pr"],
  "Keep in order": ["clean", "repair", "doctor", "trust", "config", "completion"],
};
