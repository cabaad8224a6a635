import { useEffect, useState } from "react";
import type { Finding } from "../../orchestrator/session.ts";
import { describeError } from "../../workflow/errors.ts";
import { useDashboard } from "./use-dashboard.ts";

/** Long enough that the first frame and the first keys do not wait for programs to be called. */
const LATER_MS = 400;

/** Whether everything is there that the tracker and the agents need; `null` until it is known. */
export function useDiagnosis(): readonly Finding[] | null {
  const { session } = useDashboard();
  const [findings, setFindings] = useState<readonly Finding[] | null>(null);
  useEffect(() => {
    let isOver = false;
    const show = (found: readonly Finding[]) => {
      if (!isOver) setFindings(found);
    };
    const timer = setTimeout(() => {
      session.diagnose().then(show, (error: unknown) => {
        const { message, remedy } = describeError(error);
        show([{ what: "The look around", verdict: "warning", message, remedy }]);
      });
    }, LATER_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [session]);
  return findings;
}
