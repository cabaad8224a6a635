import { useEffect, useMemo, useSyncExternalStore } from "react";
import type { LogLine } from "../../orchestrator/log.ts";
import { LineScan } from "../panes/line-scan.ts";
import type { ViewedLog } from "../panes/log-view.ts";
import { createScanFeed } from "../panes/scan-feed.ts";

const NOTHING = { subscribe: () => () => undefined, version: () => 0 };

/**
 * The lines of a log that are so, looked for beside everything else; renders again as they are found. With no log
 * or no question there is no scan.
 * @param from where the looking begins
 */
export function useLineScan(
  log: ViewedLog | null,
  isWanted: ((line: LogLine) => boolean) | null,
  from: number,
): LineScan | null {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a scan that has begun does not begin anew when one scrolls
  const looking = useMemo(() => {
    if (log === null || isWanted === null) return null;
    const scan = new LineScan(log, isWanted, from);
    return { scan, feed: createScanFeed(scan) };
  }, [log, isWanted]);
  const feed = looking?.feed ?? null;
  useSyncExternalStore((feed ?? NOTHING).subscribe, (feed ?? NOTHING).version);
  // After each rendering: the log may have grown.
  useEffect(() => feed?.wake());
  useEffect(() => feed?.stop, [feed]);
  return looking?.scan ?? null;
}
