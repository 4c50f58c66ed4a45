// In: a range. Out: the boxes of its lines in the window, one box a line.

/** A range has a box for every piece of a line: those that stand side by side become one. */
export function linesOf(range) {
  const lines = [];
  for (const box of range.getClientRects()) {
    if (box.width < 1 || box.height < 1) continue;
    const line = lines.at(-1);
    const middle = (box.top + box.bottom) / 2;
    if (line && middle > line.top && middle < line.bottom) {
      line.left = Math.min(line.left, box.left);
      line.right = Math.max(line.right, box.right);
      line.top = Math.min(line.top, box.top);
      line.bottom = Math.max(line.bottom, box.bottom);
    } else {
      lines.push({ left: box.left, right: box.right, top: box.top, bottom: box.bottom });
    }
  }
  return lines;
}
