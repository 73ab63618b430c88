/**
 * The shop's app: its screens, its state and its calls to the shop, independent of its presentation.
 *
 * In: the text and taps of a person. Out: `view()`, the widgets of the current screen as plain data. The web page turns
 * them into HTML, the simulated phone into a page source and a picture: one app, two presentations.
 */

import { ShopClient } from './shop-client.mjs';

const FIELDS = ['phone', 'otp', 'email', 'password'];

/** A widget: kind, id, text; `hint` and `secret` for fields, `strong` and `quiet` for weight. */
const title = (text) => ({ kind: 'title', text });
const label = (text, more = {}) => ({ kind: 'label', text, ...more });
const button = (id, text, more = {}) => ({ kind: 'button', id, text, ...more });
const row = (text, value, action = null) => ({ kind: 'row', text, value, action });

export class ShopApp {
  constructor(shopUrl) {
    this.client = new ShopClient(shopUrl);
    this.screen = 'login';
    this.fields = Object.fromEntries(FIELDS.map((id) => [id, '']));
    this.notice = '';
    this.customer = null;
    this.products = [];
    this.cart = { items: [], total: 0, currency: '' };
    this.order = null;
    this.idle = Promise.resolve();
  }

  /** The widgets of the current screen, from top to bottom. */
  view() {
    const widgets = SCREENS[this.screen](this);
    return this.notice ? [...widgets, label(this.notice, { id: 'notice', alarm: true })] : widgets;
  }

  type(id, text) {
    if (!(id in this.fields)) throw new Error(`there is no field ${id}`);
    this.fields[id] = text;
  }

  /** Perform the action of a button. A second tap waits until the first has finished. */
  async tap(id) {
    const action = id.startsWith('add-') ? () => this.add(id.slice(4)) : ACTIONS[id];
    if (!action) return;
    this.idle = this.idle.then(() => this.run(action));
    await this.idle;
  }

  async run(action) {
    this.notice = '';
    try {
      await action(this);
    } catch (error) {
      this.notice = error.message;
    }
  }

  async add(sku) {
    this.cart = await this.client.addToCart(sku);
  }

  async welcome({ customer }) {
    this.customer = customer;
    this.products = (await this.client.products()).products;
    this.screen = 'products';
  }

  money(amount) {
    return `${amount.toFixed(2)} EUR`;
  }

  field(id, hint, secret = false) {
    return { kind: 'field', id, text: this.fields[id], hint, secret };
  }
}

const ACTIONS = {
  'send-code': async (app) => {
    await app.client.sendCode(app.fields.phone);
    app.screen = 'code';
  },
  verify: async (app) => app.welcome(await app.client.logInByPhone(app.fields.phone, app.fields.otp)),
  'log-in': async (app) => app.welcome(await app.client.logIn(app.fields.email, app.fields.password)),
  'open-cart': async (app) => {
    app.cart = await app.client.cart();
    app.screen = 'cart';
  },
  checkout: async (app) => {
    app.screen = 'payment';
  },
  pay: async (app) => {
    app.order = await app.client.checkOut();
    // The app's own mistake, for the demonstration: it confirms the order even if the payment fails.
    await app.client.pay(app.order.number).catch(() => {});
    app.screen = 'confirmation';
  },
};

const SCREENS = {
  login: (app) => [
    title('Good to see you'),
    label('Tea and honey, brought to your door.', { quiet: true }),
    app.field('phone', 'Phone number'),
    button('send-code', 'Send me a code', { strong: true }),
    label('or with your e-mail address', { quiet: true }),
    app.field('email', 'E-mail'),
    app.field('password', 'Password', true),
    button('log-in', 'Log in'),
  ],
  code: (app) => [
    title('Check your phone'),
    label(`We sent a code to ${app.fields.phone}`, { id: 'code-sent' }),
    app.field('otp', 'One-time code'),
    button('verify', 'Verify', { strong: true }),
  ],
  products: (app) => [
    title(`Welcome, ${app.customer.name}`),
    label('What would you like today?', { quiet: true }),
    ...app.products.map(({ sku, name, price }) => row(name, app.money(price), button(`add-${sku}`, 'Add'))),
    button('open-cart', `Cart (${app.cart.items.reduce((sum, item) => sum + item.quantity, 0)})`, { strong: true }),
  ],
  cart: (app) => [
    title('Your cart'),
    ...app.cart.items.map(({ name, quantity, price }) => row(`${quantity} × ${name}`, app.money(quantity * price))),
    label('Total', { quiet: true }),
    label(app.money(app.cart.total), { id: 'cart-total', strong: true }),
    button('checkout', 'Go to checkout', { strong: true }),
  ],
  payment: (app) => [
    title('Payment'),
    row('Card', '•••• 4242'),
    row('Ship to', app.customer.name),
    row('To pay', app.money(app.cart.total)),
    button('pay', 'Place order', { strong: true }),
  ],
  confirmation: (app) => [
    { kind: 'tick' },
    title('Order confirmed'),
    label('Thank you! Your payment went through.', { quiet: true }),
    label('Order number', { quiet: true }),
    label(app.order.number, { id: 'order-number', strong: true }),
    label('Total', { quiet: true }),
    label(app.money(app.order.total), { id: 'order-total', strong: true }),
  ],
};
