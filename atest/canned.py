"""The bodies of /body/NAME: what real backends send, and what they should not send."""

from __future__ import annotations

import json

OTP = "473829"
"""The one-time password of /body/otp; only a secret value may contain it."""

CUSTOMER = {
    "email": "ann.lee@example.test",
    "born": 19840229,
    "address": {"street": "Grüne Gasse 17", "city": "Teatown"},
    "cards": [{"number": "4242-4242-0001"}, {"number": "4242-4242-0002"}],
    "note": "IBAN DE02120300000000202051 on file",
    "state": "active",
}
"""The answer of /body/customer."""

TOKEN = "-".join(f"token{number:03}" for number in range(60))
"""A token as long as a JSON Web Token, so Robot truncates it when it logs a variable; all its parts differ."""

DANGER = "${{$EXECUTED.append(1)}}"
"""Code that Robot would run if it interpreted the text as its own syntax."""

TRICKY = {
    "variable": "${HOME} and %{PATH} and @{x}",
    "backslashes": "C:\\new\\temp \\${x} \\\\",
    "equals": "a=b=c",
    "named": "value=other",
    "unicode": "Grüße 你好 🎉",
    "spaces": "  two  spaces  ",
    "empty": "",
    "lines": "one\ntwo",
}
"""Texts that Robot would change if it interpreted them as its own syntax."""

NOT_JSON = "<html><body>Bad Gateway</body></html>"
MARKUP = "*HTML*<script>alert('quash')</script><b id=\"quash-bold\">bold</b>"

PAID_ORDER = {
    "number": "A-1001",
    "state": "paid",
    "total": 23.0,
    "price": "23.00",
    "items": [
        {"sku": "tea", "quantity": 2, "price": 8.5, "sum": 17},
        {"sku": "cup", "quantity": 1, "price": 6, "sum": 6},
    ],
    "tags": ["app", "checkout"],
    "coupon": None,
    "note": "",
    "created_at": "2024-05-01T10:00:00Z",
    "mail": "Thank you, Ada. Your code is 482913.",
    "customer": {"id": 7, "email": "ada@shop.example"},
}
LOST_ORDER = {
    "number": "7",
    "state": "payment_failed",
    "total": 2300,
    "price": "free",
    "items": [{"sku": "tea", "quantity": 0, "price": 8.5, "sum": 17}],
    "tags": ["web"],
    "coupon": "TEA10",
    "note": "rolled back",
    "created_at": "2023-05-01T10:00:00Z",
    "mail": "Sorry",
    "customer": {"id": "7", "email": "none"},
    "error": "payment rolled back",
}
"""One answer that passes and one that fails, for the validations of suites/parity."""

WHOLE_ORDER = {
    **PAID_ORDER,
    "currency": "EUR",
    "delivery": {"street": "12 Long Lane", "city": "Teatown", "country": "GB", "slot": "2024-05-03T10:00/12:00"},
    "payments": [
        {"id": f"pay-{number}", "method": "card", "state": "captured", "amount": 11.5, "at": "2024-05-01T10:00:02Z"}
        for number in range(1, 6)
    ],
    "history": [{"state": state, "at": "2024-05-01T10:00:01Z"} for state in ("created", "reserved", "paid")],
}
"""An order of 1.4 KB, like a typical backend's."""

BODIES = {
    "whole-order": json.dumps(WHOLE_ORDER),
    "paid-order": json.dumps(PAID_ORDER),
    "lost-order": json.dumps(LOST_ORDER),
    "order": json.dumps(
        {
            "state": "pending",
            "total": 17.8,
            "currency": "EUR",
            "items": [{"sku": "tea", "quantity": 2}],
            "paid_at": None,
        }
    ),
    "matches": json.dumps({"items": [{"sku": "tea", "id": 1}, {"sku": "cup", "id": 2}]}),
    "graphql": json.dumps({"data": {"order": {"state": "paid"}}}),
    "graphql-errors": json.dumps({"data": None, "errors": [{"message": "no such order", "path": ["order"]}]}),
    "customer": json.dumps(CUSTOMER),
    "family": json.dumps({"state": "active", "family": {"children": 3, "state": "wed", "pin": "4#1~"}}),
    "otp": json.dumps({"code": OTP, "sent": True}),
    "token": json.dumps({"token": TOKEN, "state": TOKEN}),
    "danger": json.dumps({"text": DANGER, "escaped": f"\\{DANGER}", "list": [DANGER], "object": {DANGER: DANGER}}),
    "tricky": json.dumps(TRICKY),
    "numbers": json.dumps({"whole": 3, "part": 2.5, "yes": True, "none": None, "list": [1, 2], "object": {"a": 1}}),
    "exact": '{"price": 12345678901234567890.12, "tiny": 1.000000000000000001, "rate": 0.1}',
    "repeated": '{"id": 7, "state": "failed", "state": "paid"}',
    "surrogates": '{"name": "lone \\ud800 and \\udfff", "state": "pending"}',
    "raw-surrogates": '{"name": "bytes \ud800", "state": "pending"}',
    "markup": json.dumps({"state": MARKUP, "name": MARKUP}),
    "controls": json.dumps({"state": "bell \x07 escape \x1b[31m nul \x00 end", "name": "tab\tline\nreturn\r"}),
    "writing": json.dumps({"state": "\u202eevil\u202c مرحبا 👩\u200d👩\u200d👧", "name": "שלום"}, ensure_ascii=False),
}
