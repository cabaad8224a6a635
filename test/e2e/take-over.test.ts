import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { AT_GATE, describeFeature, type Scene, setScene } from "./scene.ts";

const SESSION = "5c9d7a52-9f5e-4a9b-8d27-0f8d4b7f6a11";

/**
 * Stands in for Claude Code: a first run that comes to its limit of turns, a session that a person talks to, and a
 * run that goes on with it. It notes how it was called.
 */
const CLAUDE = `#!/bin/sh
echo "$*" >> "$CALLS"
init='{"type":"system","subtype":"init","session_id":"${SESSION}","model":"m"}'
case "$*" in
  *--print*--resume=${SESSION}*)
    cat > "$CALLS.prompt"
    echo "$init"
    mkdir -p "$ORC_PLANS_DIR/specs"
    cp notes "$ORC_PLANS_DIR/specs/requirements.md"
    echo '{"type":"result","subtype":"success","is_error":false,"result":"done","session_id":"${SESSION}"}' ;;
  *--print*)
    cat > /dev/null
    echo "$init"
    echo '{"type":"result","subtype":"error_max_turns","is_error":true,"errors":["Reached maximum number of turns (3)"],"session_id":"${SESSION}"}'
    exit 1 ;;
  *--resume=${SESSION}*)
    echo "token: \${GITHUB_TOKEN:-none}, run: \${ORC_RUN_ID:+marked}"
    printf 'What now? '
    read -r answer
    [ "$answer" = fail ] && { echo "No network"; exit 1; }
    echo "$answer" > notes
    echo "Written." ;;
esac
`;

async function setClaudeScene(): Promise<{ scene: Scene; env: Record<string, string>; calls: string }> {
  const scene = await setScene();
  const folder = join(scene.sandbox.root, "programs");
  const calls = join(scene.sandbox.root, "calls");
  mkdirSync(folder);
  writeFileSync(join(folder, "claude"), CLAUDE);
  chmodSync(join(folder, "claude"), 0o755);
  writeFileSync(join(scene.sandbox.repo, ".plans/config.json"), JSON.stringify({ defaultAgent: "duc" }));
  const PATH = `${folder}:${process.env.PATH}`;
  return {
    scene,
    calls,
    env: { PATH, CALLS: calls, ANTHROPIC_API_KEY: "test", GITHUB_TOKEN: "ghp_secret" },
  };
}

test("ORC-003: a person goes on with the agent's session, gives it back, and the agent goes on from there", async () => {
  const { scene, env, calls } = await setClaudeScene();
  const terminal = scene.open({ env });
  await terminal.waitFor("No workflows here yet");
  terminal.press("t");
  await terminal.waitFor("there is no workflow yet");
  await describeFeature(terminal, "Add dark mode");
  await terminal.waitFor("Reached maximum number of turns");
  await terminal.waitFor("maxTurns");

  terminal.press("t");
  await terminal.waitFor("What now?");
  expect(terminal.modes).toMatchObject({ alternateScreen: false, cursorVisible: true });
  await terminal.waitFor("token: none, run: marked");
  // Interrupts are for the program that has the terminal; this one dies of it, and the dashboard does not.
  terminal.press("\u0003");
  await terminal.waitFor("The agent's session is back");
  expect(terminal.modes).toMatchObject({ alternateScreen: true });

  terminal.press("t");
  await terminal.waitFor((screen) => screen.split("What now?").length === 3);
  terminal.press("fail\r");
  await terminal.waitFor("claude ended with exit code 1. Enter goes back");
  await terminal.waitFor("No network");
  terminal.press("\r");
  await terminal.waitFor("The agent's session is back");

  terminal.press("t");
  await terminal.waitFor((screen) => screen.split("What now?").length === 4);
  terminal.press("every key arrives\r");
  await terminal.waitFor("The agent's session is back");
  expect(await scene.workflow(1)).toMatchObject({ state: "PHASE_2", runs: [{ sessionId: SESSION }] });

  terminal.press("R");
  await terminal.waitFor(AT_GATE);
  const { worktreePath, runs } = await scene.workflow(1);
  expect(runs.map(({ outcome }) => outcome)).toEqual(["failed", "succeeded"]);
  const document = join(String(worktreePath), ".plans/1/specs/requirements.md");
  expect(readFileSync(document, "utf8")).toBe("every key arrives\n");
  const lines = readFileSync(calls, "utf8").trim().split("\n");
  expect(lines).toHaveLength(5);
  expect(lines[0]).toContain("--session-id=");
  expect(lines[4]).toContain(`--resume=${SESSION}`);
  expect(readFileSync(`${calls}.prompt`, "utf8")).toContain("You have worked on this before");
});
