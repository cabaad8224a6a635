import { emit } from "./emit.ts";

const MEBIBYTE = 1024 * 1024;

/** What an agent may pass on from a file or a web page, and what a terminal would act on. */
const SEQUENCES: readonly string[] = [
  "\x1b[2J\x1b[H\x1b[3Jthe screen is cleared",
  "\x1b]0;a stolen title\x07the title is changed",
  "\x1b]52;c;c3RvbGVu\x07the clipboard is written (BEL)",
  "\x1b]52;c;c3RvbGVu\x1b\\the clipboard is written (ST)",
  "\x1b]8;;https://example.org\x1b\\a link\x1b]8;;\x1b\\",
  "\x1b[6n\x1b[c\x1b[>c\x1b[21tthe terminal is made to answer",
  "\x1b[?1049l\x1b[?25l\x1b[?1003h\x1b[?2004hmodes are switched",
  "\x1bP+q544e\x1b\\\x1b_Gi=1;AAAA\x1b\\\x1b^private\x1b\\\x1bXstring\x1b\\device strings",
  "\x9b31m\x9d0;title\x9c\x90q\x9ceight-bit controls",
  "\x1b]0;a title that never ends",
  "\x1bc\x1b#8\x1b(0reset and drawing characters",
  "back\b\b\b\b\x7fspace, bell\x07, form\ffeed, shift\x0e\x0f, null\x00",
  "overwritten\rCARRIAGE RETURN",
  "\u202eright to left\u202c \u2066isolated\u2069 \u200emarks\u200f \u061c",
  "\ufeffzero\u200bwidth\u2060 \u{e0041}\u{e0042}tags \ufff9interlinear\ufffb",
  "family 👨‍👩‍👧‍👦, combining e\u0301\u0302\u0303, wide 漢字, lone \ud800 surrogate",
];

/** Prints hostile text in every place where text is printed: in events, beside them, and as broken bytes. */
export function printHostile(): void {
  for (const [index, text] of SEQUENCES.entries()) {
    emit({ type: "text", text });
    emit({ type: "tool_call", id: `hostile-${index}`, name: text, input: text });
    emit({ type: "tool_result", id: `hostile-${index}`, ok: index % 2 === 0, output: text });
    process.stdout.write(`${text}\n`);
    process.stderr.write(`${text}\n`);
  }
  process.stdout.write(Buffer.of(0xff, 0xfe, 0xc3, 0x28, 0xe2, 0x82, 0x0a));
  process.stdout.write('{"type":"text","text":\n{"type":17}\n[]\nnull\n{"type":"unknown"}\n');
  emit({ type: "text", text: `${"a huge line ".repeat(MEBIBYTE / 12)}\x1b[31m` });
}
