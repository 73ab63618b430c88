/** Show the shop's app as a web page: each screen replaces the previous one, so no hidden text remains. */

import { ShopApp } from './shop-app.mjs';

const app = new ShopApp(window.location.origin);
const screen = document.getElementById('screen');

function element(tag, widget, extra = {}) {
  // A widget that stays on the screen keeps its node; otherwise a test that has just found it would call it stale.
  const made = Object.assign(document.getElementById(widget.id) ?? document.createElement(tag), extra);
  if (widget.id) {
    made.id = widget.id;
    // The name that a native app would use as its accessibility id.
    made.dataset.accessibilityId = widget.id;
  }
  for (const style of ['strong', 'quiet', 'alarm']) made.classList.toggle(style, Boolean(widget[style]));
  return made;
}

const WIDGETS = {
  title: (widget) => element('h1', widget, { textContent: widget.text }),
  label: (widget) => element('p', widget, { textContent: widget.text }),
  button: (widget) =>
    element('button', widget, { type: 'button', textContent: widget.text, onclick: () => tap(widget.id) }),
  field: (widget) => {
    const input = element('input', widget, {
      type: widget.secret ? 'password' : 'text',
      placeholder: widget.hint,
      value: widget.text,
      autocomplete: 'off',
      oninput: () => app.type(widget.id, input.value),
    });
    input.setAttribute('aria-label', widget.hint);
    return input;
  },
  row: (widget) => {
    const line = element('div', widget, { className: 'row' });
    const texts = element('div', {});
    texts.append(
      element('strong', {}, { textContent: widget.text }),
      element('span', {}, { textContent: widget.value }),
    );
    line.append(texts);
    if (widget.action) line.append(draw(widget.action));
    return line;
  },
  tick: (widget) => element('div', widget, { className: 'tick', textContent: '✓' }),
};

function draw(widget) {
  return WIDGETS[widget.kind](widget);
}

async function tap(id) {
  await app.tap(id);
  show();
}

function show() {
  screen.replaceChildren(...app.view().map(draw));
}

show();
