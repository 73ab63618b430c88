/**
 * An Appium driver with a simulated phone; everything else is real.
 *
 * Client, server, protocol and the app's HTTP requests are real; the app is the same as on the web page (demo/app).
 * Appium's fake driver provides the session; its app model and element commands are replaced by those of a phone that
 * changes its screen.
 */

import { errors } from 'appium/driver.js';
import { FakeDriver } from '@appium/fake-driver';
import { Phone } from './phone.js';

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

export class ShopDriver extends FakeDriver {
  constructor(...args) {
    super(...args);
    // The fake driver keeps its commands in instance fields, which would hide the methods below.
    for (const name of Object.getOwnPropertyNames(ShopDriver.prototype)) delete this[name];
    this.desiredCapConstraints = { shopUrl: { presence: true, isString: true } };
    this.appModel = new Phone();
  }

  async createSession(...args) {
    const created = await super.createSession(...args);
    this.appModel.start(this.caps.shopUrl);
    this.log.info(`The app talks to ${this.caps.shopUrl}. Only the phone is simulated.`);
    return created;
  }

  async findElOrEls(strategy, selector, many, context) {
    const found = this.appModel.screen().find(strategy, selector, context);
    if (many) return found.map((id) => ({ [ELEMENT]: id }));
    if (found.length === 0) throw new errors.NoSuchElementError();
    return { [ELEMENT]: found[0] };
  }

  async findElementFromElement(strategy, selector, elementId) {
    return this.findElOrEls(strategy, selector, false, elementId);
  }

  async findElementsFromElement(strategy, selector, elementId) {
    return this.findElOrEls(strategy, selector, true, elementId);
  }

  async click(elementId) {
    this.node(elementId);
    await this.appModel.tap(elementId);
  }

  async setValue(text, elementId) {
    const { text: before } = this.field(elementId);
    this.appModel.type(elementId, before + (Array.isArray(text) ? text.join('') : text));
  }

  async clear(elementId) {
    this.field(elementId);
    this.appModel.type(elementId, '');
  }

  async getText(elementId) {
    return this.node(elementId).attributes.text;
  }

  async getName(elementId) {
    return this.node(elementId).attributes.class;
  }

  async getAttribute(name, elementId) {
    const { attributes } = this.node(elementId);
    return attributes[{ id: 'resource-id', name: 'content-desc', value: 'text' }[name] ?? name] ?? null;
  }

  async elementDisplayed(elementId) {
    this.node(elementId);
    return true;
  }

  async elementEnabled(elementId) {
    this.node(elementId);
    return true;
  }

  async elementSelected(elementId) {
    this.node(elementId);
    return false;
  }

  async getElementRect(elementId) {
    return this.node(elementId).rect;
  }

  async equalsElement(one, other) {
    return one === other;
  }

  async getScreenshot() {
    return this.appModel.picture().toString('base64');
  }

  async hideKeyboard() {
    return true;
  }

  async isKeyboardShown() {
    return false;
  }

  /** The node of an element; an element of an earlier screen is stale. */
  node(elementId) {
    const node = this.appModel.screen().node(elementId);
    if (!node) throw new errors.StaleElementReferenceError();
    return node;
  }

  field(elementId) {
    const node = this.node(elementId);
    if (node.widget.kind !== 'field') throw new errors.InvalidElementStateError('this is no text field');
    return node.widget;
  }
}
