/** How many parts the agent's work has; after every third it uses a tool and says something on stderr. */
const PARTS = 60;

/**
 * The program of both kinds of agent. Told of a session, it speaks in the events of Claude Code; else in plain
 * lines. No line is like another. It notes every line in its ledger after it has written it, so that nothing is in
 * the ledger that was not said. The first attempt takes about a second, the others are quick.
 */
export const STAND_IN = `#!/bin/sh
# Where nobody listens any more, it stays until it is ended.
trap '' PIPE
run=$(basename "$ORC_RUN_DIR")
ledger="$LEDGER/$run"
echo $$ >> "$ledger.starts"
cat > /dev/null
for word; do
  case $word in --session-id=*|--resume=*) session=\${word#*=} ;; esac
done
[ "$run" = 1 ] && pause=0.05 || pause=0
[ "$PADDING" -gt 0 ] && padding=$(printf "%0\${PADDING}d" 0)

print() { printf '%s\\n' "$1" || exec sleep 300; printf '%s\\n' "$1" >> "$ledger.stdout"; }
warn() { printf '%s\\n' "$1" >&2 || exec sleep 300; printf '%s\\n' "$1" >> "$ledger.stderr"; }
event() { [ -z "$session" ] || print "{$1,\\"session_id\\":\\"$session\\"}"; }
message() { event "\\"type\\":\\"$1\\",\\"message\\":{\\"content\\":[{$2}]}"; }
say() {
  if [ -z "$session" ]; then print "$1"; else message assistant "\\"type\\":\\"text\\",\\"text\\":\\"$1\\""; fi
}
tool() {
  message assistant "\\"type\\":\\"tool_use\\",\\"id\\":\\"call $part\\",\\"name\\":\\"Bash\\",\\"input\\":{\\"command\\":\\"make\\"}"
  setsid -w sleep $pause
  message user "\\"type\\":\\"tool_result\\",\\"tool_use_id\\":\\"call $part\\",\\"content\\":\\"made $part\\""
}

# A server that it has started, and forgets.
setsid sleep 300 > /dev/null 2>&1 &
event '"type":"system","subtype":"init","model":"stand-in"'
part=1
while [ $part -le ${PARTS} ]; do
  say "run $run, part $part $padding"
  [ $((part % 3)) -ne 0 ] || { warn "run $run, warning $part"; tool; }
  part=$((part + 1))
done
mkdir -p "$ORC_PLANS_DIR/specs"
echo "# Requirements, run $run" > "$ORC_PLANS_DIR/specs/requirements.md"
event '"type":"result","subtype":"success","is_error":false,"result":"done"'
echo done > "$ledger.end"
`;
