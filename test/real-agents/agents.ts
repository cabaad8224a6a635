import { claude } from "./claude.ts";
import { codex } from "./codex.ts";
import { copilot } from "./copilot.ts";
import { gemini } from "./gemini.ts";
import { opencode } from "./opencode.ts";
import type { RealAgent } from "./real-agent.ts";

/**
 * Every provider whose real program can be tried without an account. Each has a file here with a `RealAgent`: how its
 * program is led to a stand-in for its service (`test/support/model-services`), and how its model names its tools.
 */
export const realAgents: readonly RealAgent[] = [claude, codex, gemini, opencode, copilot];
