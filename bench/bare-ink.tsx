/**
 * What Ink itself costs: a list beside a log, in the colours and the size of the dashboard, and nothing behind them.
 * `j`/`k` move, `q` quits. The log shows the end of the file named by the first argument, if there is one.
 */
import { closeSync, openSync, readSync } from "node:fs";
import { Box, render, Text, useApp, useInput, useWindowSize } from "ink";
import { useEffect, useState } from "react";

const TITLES = Array.from({ length: 16 }, (_, index) => `Workflow ${index + 1} of the bare list`);
const STATES = ["green", "yellow", "magenta", "blue"] as const;
const POLL_MS = 110;
const KEPT_LINES = 2_000;
const BLOCK = Buffer.alloc(1 << 20);

function App() {
  const { columns, rows } = useWindowSize();
  const { exit } = useApp();
  const [chosen, setChosen] = useState(0);
  const lines = useTail(process.argv[2]);
  useInput((input) => {
    if (input === "q") exit();
    if (input === "j") setChosen((index) => Math.min(TITLES.length - 1, index + 1));
    if (input === "k") setChosen((index) => Math.max(0, index - 1));
  });
  return (
    <Box flexDirection="column" width={columns} height={rows} overflow="hidden">
      <Text bold>bare Ink</Text>
      <Text dimColor>{"─".repeat(columns)}</Text>
      <Box flexGrow={1}>
        <Box flexDirection="column" width={40}>
          {TITLES.map((title, index) => (
            <Box key={title} flexDirection="column">
              <Text bold={index === chosen} wrap="truncate">
                <Text color="cyan">{index === chosen ? "▌" : " "}</Text>
                <Text color={STATES[index % STATES.length] ?? "green"}>● </Text>
                {title}
              </Text>
              <Text dimColor>{"   ━━╌╌ under way"}</Text>
            </Box>
          ))}
        </Box>
        <Box flexDirection="column" flexGrow={1}>
          {lines.slice(-(rows - 4)).map((line, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is its place
            <Text key={row} wrap="truncate">
              {line}
            </Text>
          ))}
        </Box>
      </Box>
      <Text dimColor>{"─".repeat(columns)}</Text>
      <Text>
        <Text color="cyan">{` ${TITLES[chosen]}`}</Text> <Text dimColor>j k q</Text>
      </Text>
    </Box>
  );
}

function useTail(path: string | undefined): readonly string[] {
  const [lines, setLines] = useState<readonly string[]>([]);
  useEffect(() => {
    if (path === undefined) return;
    const file = openSync(path, "r");
    let offset = 0;
    let rest = "";
    const timer = setInterval(() => {
      let added: string[] = [];
      for (let read = -1; read !== 0; ) {
        read = readSync(file, BLOCK, 0, BLOCK.length, offset);
        offset += read;
        const parts = (rest + BLOCK.toString("utf8", 0, read)).split("\n");
        rest = parts.pop() ?? "";
        added = [...added, ...parts].slice(-KEPT_LINES);
      }
      if (added.length > 0) setLines((known) => [...known, ...added].slice(-KEPT_LINES));
    }, POLL_MS);
    return () => {
      clearInterval(timer);
      closeSync(file);
    };
  }, [path]);
  return lines;
}

render(<App />, { alternateScreen: true, incrementalRendering: true, exitOnCtrlC: false, maxFps: 60 });
