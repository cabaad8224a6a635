import { UnknownProviderError } from "../errors.ts";
import { claude } from "./claude.ts";
import { codex } from "./codex.ts";
import { command } from "./command.ts";
import { copilot } from "./copilot.ts";
import { demo } from "./demo.ts";
import { gemini } from "./gemini.ts";
import { opencode } from "./opencode.ts";
import type { Provider } from "./provider.ts";

/** Every provider that works. Add yours here. */
export const providers: readonly Provider[] = [claude, codex, command, copilot, demo, gemini, opencode];

/** @throws UnknownProviderError naming the providers that work */
export function providerNamed(name: string): Provider {
  const provider = providers.find((candidate) => candidate.name === name);
  if (provider === undefined) {
    throw new UnknownProviderError(
      name,
      providers.map((known) => known.name),
    );
  }
  return provider;
}
