/** The signs of the dashboard: each state is told by its shape, colour only helps. */
export const glyphs = {
  idle: "○",
  running: "●",
  gate: "◆",
  done: "✓",
  failed: "✕",
  cancelled: "⊘",
  selected: "▌",
  passed: "━",
  ahead: "╌",
  tool: "▸",
  note: "·",
  end: "■",
  follow: "▼",
  paused: "‖",
} as const;
