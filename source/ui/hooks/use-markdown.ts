import { useEffect, useMemo, useState } from "react";
import type { SpecDocument } from "../../orchestrator/session.ts";
import type { MarkdownDocument } from "../markdown/document.ts";

type Reader = typeof import("../markdown/document.ts");

let reader: Reader | null = null;
const read = new WeakMap<SpecDocument, MarkdownDocument>();

/** A document taken apart; `null` until what does that is loaded: nobody waits for it who reads no documents. */
export function useMarkdown(document: SpecDocument | null): MarkdownDocument | null {
  const [loaded, setLoaded] = useState(reader);
  useEffect(() => {
    if (loaded !== null) return;
    let isShown = true;
    void import("../markdown/document.ts").then((module) => {
      reader = module;
      if (isShown) setLoaded(module);
    });
    return () => {
      isShown = false;
    };
  }, [loaded]);
  return useMemo(
    () => (loaded === null || document === null ? null : readOnce(loaded, document)),
    [loaded, document],
  );
}

function readOnce({ readMarkdown, readPlain }: Reader, document: SpecDocument): MarkdownDocument {
  const known = read.get(document);
  if (known !== undefined) return known;
  const isMarkdown = /\.(?:md|markdown|mdx)$/i.test(document.path);
  const fresh = isMarkdown ? readMarkdown(document.text) : readPlain(document.text);
  read.set(document, fresh);
  return fresh;
}
