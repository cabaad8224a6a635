/** Variables whose value is nobody's business. */
const SECRET_NAME = /TOKEN|SECRET|PASSW|API_?KEY|PRIVATE|CREDENTIAL|COOKIE|AUTH/i;
/** A shorter value would take pieces out of ordinary words. */
const SHORTEST_SECRET = 8;

/** What tokens look like, wherever they come from. */
const SHAPES = [
  /\bgh[pousr]_[A-Za-z0-9_]{10,}/g,
  /\bgithub_pat_\w{10,}/g,
  /\bsk-[\w-]{16,}/g,
  /\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*/g,
  /(?<=\b(?:bearer|token|basic)\s)[\w.~+/=-]{12,}/gi,
  /(?<=:\/\/)[^\s/@:]*:[^\s/@]+(?=@)/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
];

const HIDDEN = "[secret]";

/**
 * Takes the secrets out of text that is to be kept: the values of variables that are named like secrets, and what
 * looks like a token or a password.
 */
export function redactor(env: Readonly<Record<string, string | undefined>>): (text: string) => string {
  const values = Object.entries(env)
    .filter(([name]) => SECRET_NAME.test(name))
    .flatMap(([, value]) => (value !== undefined && value.length >= SHORTEST_SECRET ? [value] : []))
    // Longest first: one may be the beginning of another.
    .sort((a, b) => b.length - a.length);
  return (text) => {
    const known = values.reduce((rest, value) => rest.replaceAll(value, HIDDEN), text);
    return SHAPES.reduce((rest, shape) => rest.replace(shape, HIDDEN), known);
  };
}

/** A value as JSON, each of its texts without its secrets. */
export function redactedJson(value: unknown, redact: (text: string) => string, indent?: number): string {
  return JSON.stringify(
    value,
    (_key, part: unknown) => (typeof part === "string" ? redact(part) : part),
    indent,
  );
}
