import { userInfo } from "node:os";

/** The name of the person in the history; a machine without an entry for its user has a number. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? "unknown");
  }
}
