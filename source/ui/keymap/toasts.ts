import { WORTH_SHOWING_MS } from "../../orchestrator/session.ts";
import { describeError } from "../../workflow/errors.ts";
import type { Dashboard } from "../dashboard.ts";
import type { Toast } from "../screen.ts";

/** How long a toast that asks for nothing stays. One that reports a failure stays until the next key. */
const TOAST_MS = 5_000;

export function toast(dashboard: Dashboard, kind: Toast["kind"], message: string, remedy = ""): void {
  const shown: Toast = { kind, message, remedy };
  dashboard.screen.setState({ toast: shown });
  if (kind === "failed" || kind === "working") return;
  const timer = setTimeout(() => {
    if (dashboard.screen.getState().toast === shown) dashboard.screen.setState({ toast: null });
  }, TOAST_MS);
  timer.unref();
}

/**
 * Carries out an intent and says how it went.
 * @param working what is said of it while it takes its time; left out, nothing is
 */
export function perform<Result>(
  dashboard: Dashboard,
  intent: Promise<Result>,
  done: string | ((result: Result) => readonly [message: string, more: string]),
  working: string | null = null,
): void {
  const patience =
    working === null ? undefined : setTimeout(() => tellOf(dashboard, working), WORTH_SHOWING_MS).unref();
  intent.then(
    (result) => {
      clearTimeout(patience);
      const [message, more] = typeof done === "string" ? [done, ""] : done(result);
      toast(dashboard, "done", message, more);
    },
    (error: unknown) => {
      clearTimeout(patience);
      const { message, remedy } = describeError(error);
      toast(dashboard, "failed", message, remedy);
    },
  );
}

/** Says that something is under way, but not over what went wrong meanwhile: that is there to be read. */
function tellOf(dashboard: Dashboard, working: string): void {
  const kind = dashboard.screen.getState().toast?.kind;
  if (kind !== "failed" && kind !== "refused") toast(dashboard, "working", `${working} …`);
}
