const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A stretch of time in its largest unit: "12 s", "4 min", "2 h", "3 d". Less than nothing is "0 s". */
export function duration(milliseconds: number): string {
  const span = Math.max(0, milliseconds);
  if (span < MINUTE) return `${Math.floor(span / SECOND)} s`;
  if (span < HOUR) return `${Math.floor(span / MINUTE)} min`;
  if (span < DAY) return `${Math.floor(span / HOUR)} h`;
  return `${Math.floor(span / DAY)} d`;
}

/** From `start` to `end`; to `now` where it has not ended. */
export function between(start: string, end: string | null, now: number): string {
  return duration((end === null ? now : Date.parse(end)) - Date.parse(start));
}

export function since(start: string, now: number): string {
  return between(start, null, now);
}

/** The local time of day, with the date in front where it is another day than `now`'s. */
export function clockTime(at: string, now: number): string {
  const date = new Date(at);
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits).join(":");
  if (date.toDateString() === new Date(now).toDateString()) return time;
  return `${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())} ${time.slice(0, 5)}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
