/** The app's calls to the shop. A refusal becomes an Error with a text for the user. */
export class ShopClient {
  constructor(shopUrl) {
    this.api = `${shopUrl.replace(/\/$/, '')}/api`;
    this.token = null;
  }

  sendCode(phone) {
    return this.call('POST', '/otp', { phone });
  }

  async logInByPhone(phone, code) {
    return this.opened(await this.call('POST', '/login', { phone, code }));
  }

  async logIn(email, password) {
    return this.opened(await this.call('POST', '/login', { email, password }));
  }

  products() {
    return this.call('GET', '/products');
  }

  cart() {
    return this.call('GET', '/cart');
  }

  addToCart(sku) {
    return this.call('POST', '/cart', { sku, quantity: 1 });
  }

  checkOut() {
    return this.call('POST', '/checkout');
  }

  pay(order) {
    return this.call('POST', '/payments', { order });
  }

  opened(login) {
    this.token = login.token;
    return login;
  }

  async call(method, path, body) {
    const headers = { Accept: 'application/json' };
    if (this.token) headers.Authorization = `Bearer ${this.token}`;
    if (body) headers['Content-Type'] = 'application/json';
    const response = await this.send(path, { method, headers, body: body && JSON.stringify(body) });
    const answer = await response.json();
    if (!response.ok) throw new Error(`Sorry: ${answer.error}`);
    return answer;
  }

  async send(path, options) {
    try {
      return await fetch(this.api + path, options);
    } catch {
      throw new Error('Sorry: the shop cannot be reached');
    }
  }
}
