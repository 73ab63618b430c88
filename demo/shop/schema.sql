-- The shop's data. Money is kept in cents, times as ISO 8601 text in UTC.

CREATE TABLE customers (
    id       INTEGER PRIMARY KEY,
    name     TEXT NOT NULL,
    email    TEXT UNIQUE,
    phone    TEXT UNIQUE,
    password TEXT
);

CREATE TABLE products (
    sku   TEXT PRIMARY KEY,
    name  TEXT NOT NULL,
    cents INTEGER NOT NULL CHECK (cents > 0),
    stock INTEGER NOT NULL CHECK (stock >= 0)
);

CREATE TABLE one_time_passwords (
    id      INTEGER PRIMARY KEY,
    phone   TEXT NOT NULL,
    code    TEXT NOT NULL,
    sent_at TEXT NOT NULL
);

CREATE TABLE sessions (
    id         INTEGER PRIMARY KEY,
    token      TEXT NOT NULL UNIQUE,
    customer   INTEGER NOT NULL REFERENCES customers (id),
    created_at TEXT NOT NULL
);

CREATE TABLE cart_items (
    session  INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    sku      TEXT NOT NULL REFERENCES products (sku),
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (session, sku)
);

-- An order number is taken before the order is written, so that a dropped order leaves a gap.
CREATE TABLE order_numbers (
    number INTEGER PRIMARY KEY AUTOINCREMENT
);

CREATE TABLE orders (
    number     TEXT PRIMARY KEY,
    customer   TEXT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('pending', 'paid', 'payment_failed')),
    currency   TEXT NOT NULL,
    cents      INTEGER NOT NULL,
    created_at TEXT NOT NULL
);

CREATE TABLE order_items (
    number   TEXT NOT NULL REFERENCES orders (number) ON DELETE CASCADE,
    sku      TEXT NOT NULL,
    name     TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    cents    INTEGER NOT NULL
);

CREATE TABLE payments (
    number     TEXT PRIMARY KEY REFERENCES orders (number) ON DELETE CASCADE,
    state      TEXT NOT NULL CHECK (state IN ('authorized', 'captured', 'rolled_back')),
    cents      INTEGER NOT NULL,
    updated_at TEXT NOT NULL
);

CREATE TABLE addresses (
    customer INTEGER NOT NULL REFERENCES customers (id),
    street   TEXT NOT NULL,
    city     TEXT NOT NULL
);

CREATE TABLE mails (
    id      INTEGER PRIMARY KEY,
    address TEXT NOT NULL,
    subject TEXT NOT NULL,
    text    TEXT NOT NULL,
    sent_at TEXT NOT NULL
);

CREATE TABLE refunds (
    id     INTEGER PRIMARY KEY,
    number TEXT NOT NULL REFERENCES orders (number),
    state  TEXT NOT NULL CHECK (state IN ('requested', 'paid_out', 'rejected')),
    cents  INTEGER NOT NULL
);

CREATE TABLE returns (
    id     INTEGER PRIMARY KEY,
    number TEXT NOT NULL REFERENCES orders (number),
    reason TEXT NOT NULL,
    photo  BLOB
);
