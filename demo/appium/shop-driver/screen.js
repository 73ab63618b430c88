/** One screen as Appium sees it: a page source with Android's names, and the elements found in it. */

import { DOMParser } from '@xmldom/xmldom';
import { errors } from 'appium/driver.js';
import xpath from 'xpath';
import { HEIGHT, WIDTH } from './layout.js';

const PACKAGE = 'com.example.leafandcup';
const CLASSES = {
  title: 'android.widget.TextView',
  label: 'android.widget.TextView',
  row: 'android.widget.TextView',
  button: 'android.widget.Button',
  field: 'android.widget.EditText',
  tick: 'android.widget.ImageView',
};

export class Screen {
  constructor(name, widgets) {
    this.nodes = widgets.map((widget, index) => {
      // An element keeps its identity while its widget is on the screen.
      const handle = `${name}.${widget.id ?? index}`;
      return { handle, widget, rect: widget.rect, attributes: attributesOf(widget, index) };
    });
    this.source = sourceOf(this.nodes);
  }

  node(handle) {
    return this.nodes.find((node) => node.handle === handle);
  }

  /** The handles of all elements that a locator matches, in the order of the page source. */
  find(strategy, selector, context) {
    const query = STRATEGIES[strategy];
    if (!query) throw new errors.InvalidSelectorError(`this phone knows no locator strategy "${strategy}"`);
    const dom = new DOMParser().parseFromString(this.source, 'text/xml');
    const elements = Array.from(dom.documentElement.firstChild.childNodes);
    const start = context ? elements[this.nodes.findIndex((node) => node.handle === context)] : dom;
    return this.select(query(selector), start).flatMap((found) => this.nodes[elements.indexOf(found)]?.handle ?? []);
  }

  select(expression, start) {
    try {
      const found = xpath.select(expression, start);
      return Array.isArray(found) ? found : [];
    } catch (error) {
      throw new errors.InvalidSelectorError(`${expression}: ${error.message}`);
    }
  }
}

const quoted = (text) => (text.includes('"') ? `'${text}'` : `"${text}"`);
const byAttribute = (name) => (value) => `//*[@${name}=${quoted(value)}]`;
const STRATEGIES = {
  xpath: (expression) => expression,
  id: (id) => byAttribute('resource-id')(id.includes(':id/') ? id : `${PACKAGE}:id/${id}`),
  'accessibility id': byAttribute('content-desc'),
  'class name': byAttribute('class'),
};

function attributesOf(widget, index) {
  const { x, y, width, height } = widget.rect;
  return {
    index: String(index),
    package: PACKAGE,
    class: CLASSES[widget.kind],
    text: widget.secret ? '•'.repeat(widget.text.length) : textOf(widget),
    'resource-id': widget.id ? `${PACKAGE}:id/${widget.id}` : '',
    'content-desc': widget.id ?? '',
    ...(widget.hint ? { hint: widget.hint } : {}),
    clickable: String(widget.kind === 'button'),
    enabled: 'true',
    password: String(Boolean(widget.secret)),
    bounds: `[${x},${y}][${x + width},${y + height}]`,
    displayed: 'true',
  };
}

function textOf(widget) {
  return widget.kind === 'row' ? `${widget.text}, ${widget.value}` : (widget.text ?? '');
}

function sourceOf(nodes) {
  const lines = nodes.map(({ attributes }) => `<${attributes.class} ${written(attributes)}/>`);
  const frame = { class: 'android.widget.FrameLayout', package: PACKAGE, bounds: `[0,0][${WIDTH},${HEIGHT}]` };
  const root = `<hierarchy rotation="0" width="${WIDTH}" height="${HEIGHT}">`;
  return `${root}<${frame.class} ${written(frame)}>${lines.join('')}</${frame.class}></hierarchy>`;
}

function written(attributes) {
  return Object.entries(attributes)
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join(' ');
}

/** Escape text for XML, which includes the picture's SVG. */
export function escaped(text) {
  return text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]);
}
