import { useEffect, useState } from "react";
import type { Highlight } from "../highlight/highlighter.ts";
import type { Language } from "../highlight/languages.ts";
import type { Segment } from "../text/segment.ts";
import { useTheme } from "./use-dashboard.ts";

type Highlighter = typeof import("../highlight/highlighter.ts");

/**
 * Colours code, once what that takes has been loaded: another function then. The first look at code asks for it,
 * so that nothing is loaded where there is none, or where there are no colours.
 */
export function useHighlighter(): Highlight {
  const hasColours = useTheme().colors.accent !== undefined;
  const [, setLoaded] = useState(0);
  const [parts] = useState(() => createParts(() => setLoaded((count) => count + 1)));
  useEffect(() => parts.stay(), [parts]);
  return hasColours ? parts.highlight() : plain;
}

const plain: Highlight = () => null;

function createParts(onLoaded: () => void) {
  let highlighter: Highlighter | null = null;
  let isThere = false;
  const asked = new Set<Language>();
  let current = look();

  async function bring(language: Language): Promise<void> {
    highlighter ??= await import("../highlight/highlighter.ts");
    await highlighter.loadLanguage(language);
    current = look();
    if (isThere) onLoaded();
  }

  function look(): Highlight {
    return (code, language): Segment[][] | null => {
      const lines = highlighter?.highlighted(code, language) ?? null;
      if (lines === null && !asked.has(language)) {
        asked.add(language);
        // Without its colours code can be read as well.
        bring(language).catch(() => {});
      }
      return lines;
    };
  }

  return {
    highlight: () => current,
    /** Somebody looks; returns what ends that. */
    stay() {
      isThere = true;
      return () => {
        isThere = false;
      };
    },
  };
}
