import { unprocessable } from "../errors.ts";

const LONGEST_BODY = 65_536;
const LONGEST_TITLE = 256;

export function demandTitle(title: string): void {
  if (title.trim() === "") throw unprocessable("Title can't be blank");
  if (isLonger(title, LONGEST_TITLE))
    throw unprocessable(`Title is too long (maximum is ${LONGEST_TITLE} characters)`);
}

export function demandBody(body: string | null | undefined): void {
  if (isLonger(body ?? "", LONGEST_BODY))
    throw unprocessable(`Body is too long (maximum is ${LONGEST_BODY} characters)`);
}

/** Comments, unlike issues, have to say something. */
export function demandWords(body: string): void {
  if (body.trim() === "") throw unprocessable("Body can't be blank");
  demandBody(body);
}

/** In characters, not in UTF-16 units. */
function isLonger(text: string, most: number): boolean {
  return text.length > most && [...text].length > most;
}
