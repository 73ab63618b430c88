/** Draw the phone's screen as an SVG and render it to PNG. */

import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { BAR, HEIGHT, MARGIN, WIDTH } from './layout.js';
import { escaped } from './screen.js';

const FONTS = dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'));
const FONT = {
  fontFiles: ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((file) => join(FONTS, file)),
  loadSystemFonts: false,
  defaultFontFamily: 'DejaVu Sans',
};
const INK = '#1c2b25';
const QUIET = '#5b6b64';
const LEAF = '#1f6f4a';
const PAPER = '#f6f8f5';
const LINE = '#d5ded8';
const ALARM = '#b3261e';
const PADDING = 16;

/** The PNG of a laid-out screen. */
export function draw(widgets) {
  const body = [...frame(), ...widgets.map((widget) => SHAPES[widget.kind](widget))].join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">${body}</svg>`;
  return new Resvg(svg, { font: FONT }).render().asPng();
}

function frame() {
  return [
    box({ x: 0, y: 0, width: WIDTH, height: HEIGHT }, PAPER),
    box({ x: 0, y: 0, width: WIDTH, height: BAR }, LEAF),
    box({ x: 0, y: 0, width: WIDTH, height: 28 }, '#18593b'),
    text('9:41', MARGIN, 19, { size: 12, fill: '#fff', bold: true }),
    text('Leaf & Cup', MARGIN, 65, { size: 18, fill: '#fff', bold: true }),
    text('Simulated phone, real requests', WIDTH / 2, HEIGHT - 16, { size: 11, fill: QUIET, anchor: 'middle' }),
  ];
}

const SHAPES = {
  title: ({ text: words, rect }) => text(words, rect.x, rect.y + 28, { size: 25, bold: true }),
  label: ({ lines, rect, strong, quiet, alarm }) => {
    const style = { size: strong ? 21 : 14, bold: strong, fill: alarm ? ALARM : quiet ? QUIET : INK };
    return lines.map((line, n) => text(line, rect.x, rect.y + (strong ? 23 : 16) + n * 22, style)).join('');
  },
  field: (widget) => {
    const shown = widget.secret ? '•'.repeat(widget.text.length) : widget.text;
    const style = { size: 15, fill: shown ? INK : QUIET };
    return box(widget.rect, '#fff', '#8a9a92') + text(shown || widget.hint, left(widget), baseline(widget), style);
  },
  button: (widget) => {
    const { rect, strong, text: words } = widget;
    const style = { size: 15, bold: true, anchor: 'middle', fill: strong ? '#fff' : LEAF };
    return box(rect, strong ? LEAF : '#fff', LEAF) + text(words, rect.x + rect.width / 2, baseline(widget), style);
  },
  row: (widget) =>
    box(widget.rect, '#fff', LINE) +
    text(widget.text, left(widget), widget.rect.y + 29, { size: 15, bold: true }) +
    text(widget.value, left(widget), widget.rect.y + 51, { size: 14, fill: QUIET }),
  tick: ({ rect }) => {
    const [x, y] = [rect.x + 32, rect.y + 32];
    const stroke = `M${x - 13} ${y + 1} l9 9 l17 -19`;
    return (
      `<circle cx="${x}" cy="${y}" r="32" fill="${LEAF}"/>` +
      `<path d="${stroke}" fill="none" stroke="#fff" stroke-width="5" stroke-linecap="round" stroke-linejoin="round"/>`
    );
  },
};

const left = ({ rect }) => rect.x + PADDING;
const baseline = ({ rect }) => rect.y + rect.height / 2 + 5.5;

function box({ x, y, width, height }, fill, stroke = 'none') {
  const corner = stroke === 'none' ? 0 : 12;
  const place = `x="${x}" y="${y}" width="${width}" height="${height}"`;
  return `<rect ${place} rx="${corner}" fill="${fill}" stroke="${stroke}" stroke-width="1.5"/>`;
}

function text(words, x, y, { size, fill = INK, bold = false, anchor = 'start' }) {
  const style = `font-family="DejaVu Sans" font-size="${size}" font-weight="${bold ? 'bold' : 'normal'}"`;
  return `<text x="${x}" y="${y}" fill="${fill}" text-anchor="${anchor}" ${style}>${escaped(words)}</text>`;
}
