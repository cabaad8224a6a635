import type { Actor } from "../../workflow/state.ts";

/** Who it was, without the way they came by: "dana" for `github:dana`. */
export function personOf(actor: Actor): string {
  const colon = actor.indexOf(":");
  return colon < 0 ? actor : actor.slice(colon + 1);
}

/** Which way a decision came, where a person made it: "by key", "on GitHub". */
export function wayOf(actor: Actor): string {
  switch (actor.slice(0, Math.max(0, actor.indexOf(":")))) {
    case "keyboard":
      return "by key";
    case "cli":
      return "by command";
    case "github":
      return "on GitHub";
    case "local":
      return "by comment";
    default:
      return "";
  }
}

/** A count with its noun: "1 document", "3 documents". */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** A commit as people write it. */
export function shortSha(revision: string): string {
  return revision.slice(0, 7);
}

/** A whole number with its thousands apart. `toLocaleString` would load the languages first, which takes 4 ms. */
export function grouped(count: number): string {
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ",");
}
