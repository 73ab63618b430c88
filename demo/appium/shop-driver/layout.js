/** Give each widget its place on the screen; the page source and the picture are both built from it. */

export const WIDTH = 390;
export const HEIGHT = 780;
export const BAR = 88;
export const MARGIN = 24;

const GAP = 12;
const LETTERS_A_LINE = 40;
const HEIGHTS = { title: 36, field: 52, button: 52, row: 68, tick: 64 };
const LINE = { strong: 30, plain: 22 };
const ROW_BUTTON = { width: 88, height: 44 };

/** Widgets with `rect` and, for labels, `lines`; the button inside a row follows its row. */
export function layOut(widgets) {
  const placed = [];
  let y = BAR + MARGIN;
  for (const widget of widgets) {
    const lines = widget.kind === 'label' ? wrap(widget.text) : [widget.text];
    const height = HEIGHTS[widget.kind] ?? lines.length * (widget.strong ? LINE.strong : LINE.plain);
    const rect = { x: MARGIN, y, width: WIDTH - 2 * MARGIN, height };
    placed.push({ ...widget, lines, rect });
    if (widget.action) placed.push({ ...widget.action, lines: [widget.action.text], rect: inRow(rect) });
    y += height + GAP;
  }
  return placed;
}

function inRow(row) {
  const x = row.x + row.width - ROW_BUTTON.width - GAP;
  return { x, y: row.y + (row.height - ROW_BUTTON.height) / 2, ...ROW_BUTTON };
}

function wrap(text) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (longer.length > LETTERS_A_LINE && lines.at(-1)) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}
