/** The keys that have a name, as the terminal can tell them apart. */
const NAMED = "up|down|left|right|home|end|pageup|pagedown|delete";

/**
 * What a key is called in the settings: `A`, `ctrl+a`, `alt+x`, `pagedown`. Ctrl with i, m and [ is tab, enter and
 * esc in every terminal; with c and z it interrupts and suspends, whatever the settings say.
 */
export const KEY_NAME = new RegExp(
  `^(?:[^\\s\\p{Cc}\\p{Cf}]|(?:ctrl\\+|alt\\+)?(?:${NAMED})|ctrl\\+[abdefghjklnopqrstuvwxy_]|alt\\+[^\\s\\p{Cc}\\p{Cf}]|enter|alt\\+enter|esc|space|tab|shift\\+tab|backspace|alt\\+backspace)$`,
  "u",
);

/** The same in words. */
export const KEY_NAMES_IN_WORDS =
  'the name of a key, such as "A", "ctrl+a", "alt+x", "enter", "space", "tab", "pagedown"';
