"""Robot variable file: the phone that runs the app, and the locators of the app's widgets.

    robot --variablefile "ui.py;fake;APPIUM_URL;SHOP_URL" …

The app talks to the shop, or to the address after it: ``…;SHOP_URL;APP_URL``.

``fake`` is a simulated phone whose app makes real requests; ``chromium`` is the same app as a page in a real
mobile Chromium. Both define the same variables, so a suite uses ``${UI.pay}`` and runs on either.
"""

from __future__ import annotations

import shutil
import socket
from dataclasses import dataclass
from types import SimpleNamespace

UIS = ("fake", "chromium")
WIDGETS = (
    "phone",
    "send-code",
    "code-sent",
    "otp",
    "verify",
    "email",
    "password",
    "log-in",
    "add-tea",
    "add-cup",
    "add-honey",
    "open-cart",
    "cart-total",
    "checkout",
    "pay",
    "order-number",
    "order-total",
    "notice",
)
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SCREEN = {"width": 390, "height": 780, "pixelRatio": 1, "touch": True, "mobile": True}

Capabilities = dict[str, object]


class BrowserMissingError(RuntimeError):
    """Chromium or its driver is not installed; the message says what to install."""


@dataclass(frozen=True)
class Browser:
    """An installed Chromium and the chromedriver that fits it."""

    chromium: str
    chromedriver: str


def get_variables(ui: str = "fake", appium_url: str = "", shop_url: str = "", app_url: str = "") -> dict[str, object]:
    """Return the Robot variables of one kind of phone."""
    if ui not in UIS:
        raise ValueError(f'unknown UI "{ui}"; choose {" or ".join(UIS)}')
    app_url = app_url or shop_url
    locator = "css=#{}" if ui == "chromium" else "accessibility_id={}"
    return {
        "APPIUM_URL": appium_url,
        "SHOP_URL": shop_url,
        "PHONE": _chromium(find_browser(), app_url) if ui == "chromium" else _fake(app_url),
        "UI": SimpleNamespace(**{name.replace("-", "_"): locator.format(name) for name in WIDGETS}),
    }


def find_browser() -> Browser:
    """Return the Chromium or Chrome on PATH, with its driver."""
    chromium = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    chromedriver = shutil.which("chromedriver")
    if not (chromium and chromedriver):
        raise BrowserMissingError(
            "UI=chromium needs Chromium and chromedriver on PATH: "
            "on Debian or Ubuntu, install the packages chromium and chromium-driver."
        )
    return Browser(chromium, chromedriver)


def _fake(app_url: str) -> Capabilities:
    return {
        "platformName": "Android",
        "appium:automationName": "Shop",
        "appium:deviceName": "simulated phone",
        "appium:shopUrl": app_url,
    }


def _chromium(browser: Browser, app_url: str) -> Capabilities:
    return {
        "platformName": "linux",
        "browserName": "chrome",
        "appium:automationName": "Chromium",
        "appium:executable": browser.chromedriver,
        "appium:autodownloadEnabled": False,
        "appium:chromedriverPort": _free_port(),
        "goog:chromeOptions": {
            "binary": browser.chromium,
            "args": [*CHROMIUM_ARGUMENTS, f"--app={app_url}/app"],
            "mobileEmulation": {"deviceMetrics": SCREEN},
        },
    }


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
