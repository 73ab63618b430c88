/** The simulated phone: it runs the app and implements the app model that the fake driver expects. */

import { ShopApp } from '../../app/shop-app.mjs';
import { layOut, HEIGHT, WIDTH } from './layout.js';
import { draw } from './picture.js';
import { Screen } from './screen.js';

export class Phone {
  width = WIDTH;
  height = HEIGHT;
  orientation = 'PORTRAIT';
  app = null;

  /** The fake driver loads an app from a file here; ours starts with the URL of the shop. */
  async loadApp() {}

  start(shopUrl) {
    this.app = new ShopApp(shopUrl);
  }

  screen() {
    return new Screen(this.app.screen, layOut(this.app.view()));
  }

  get rawXml() {
    return this.screen().source;
  }

  picture() {
    return draw(layOut(this.app.view()));
  }

  /** Returns when the app is idle again; UiAutomator waits for that, too. */
  async tap(elementId) {
    const { widget } = this.screen().node(elementId);
    if (widget.kind === 'button') await this.app.tap(widget.id);
  }

  type(elementId, text) {
    this.app.type(this.screen().node(elementId).widget.id, text);
  }

  hasAlert() {
    return false;
  }
}
