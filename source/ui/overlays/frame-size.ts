export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** Where an overlay lies: in the middle, with its border and a column of space inside it. */
export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** The columns of a line inside. */
  readonly textWidth: number;
}

/** A frame around `lines` lines, as large as wished and as the terminal, if possible its body, allows. */
export function frameAround(size: Size, wishedWidth: number, lines: number): Frame {
  const width = Math.min(wishedWidth, size.columns - 2);
  const height = Math.min(lines + 2, size.rows >= 16 ? size.rows - 4 : size.rows);
  return {
    width,
    height,
    left: Math.floor((size.columns - width) / 2),
    top: Math.max(0, Math.floor((size.rows - height) / 2)),
    textWidth: width - 4,
  };
}

/** The forms take most of a small terminal and no more than a page of a large one. */
export function formFrame(size: Size): Frame {
  const lines = Math.min(15, Math.max(8, size.rows - 8));
  return frameAround(size, 84, lines);
}
