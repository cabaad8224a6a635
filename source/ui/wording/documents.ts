/** A size as people say it. */
export function bytesWords(bytes: number): string {
  const kilobytes = bytes / 1024;
  return kilobytes < 1024 ? `${Math.max(1, Math.round(kilobytes))} KB` : `${Math.round(kilobytes / 1024)} MB`;
}
