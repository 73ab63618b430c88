"""A real Chromium that shows pages as on a desktop or a phone, in light or dark."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from demo.suites.ui import CHROMIUM_ARGUMENTS, CHROMIUM_NAMES


@dataclass(frozen=True)
class Look:
    """A width in pixels and a colour scheme."""

    width: int
    scheme: str

    def __str__(self) -> str:
        return f"{self.width} px, {self.scheme}"


LOOKS = [Look(width, scheme) for width in (1280, 390) for scheme in ("light", "dark")]


@dataclass(frozen=True)
class ShownPages:
    """A browser that shows one page after another."""

    driver: webdriver.Chrome

    def open(self, url: str, look: Look = LOOKS[0]) -> None:
        """Show a page."""
        size = {"width": look.width, "height": 900, "deviceScaleFactor": 1, "mobile": look.width < 500}
        scheme = {"name": "prefers-color-scheme", "value": look.scheme}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
        self.console()
        self.driver.get(url)

    def run(self, script: str, *arguments: object) -> Any:
        """Run a script in the page and return its result."""
        return self.driver.execute_script(script, *arguments)

    def console(self) -> list[str]:
        """Return what the browser has logged about the page since the last call."""
        return [f"{entry['level']} {entry['message']}" for entry in self._log()]

    def _log(self) -> list[dict[str, Any]]:
        entries: list[dict[str, Any]] = self.driver.get_log("browser")  # type: ignore[no-untyped-call]
        return entries


@contextmanager
def chromium(path: str, profile: Path) -> Iterator[ShownPages]:
    """Run a Chromium from a PATH with an empty profile; it ends with the block."""
    options = webdriver.ChromeOptions()
    options.binary_location = next(filter(None, (shutil.which(name, path=path) for name in CHROMIUM_NAMES)))
    for argument in (*CHROMIUM_ARGUMENTS, f"--user-data-dir={profile}", "--window-size=1280,900"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver", path=path)))
    try:
        yield ShownPages(driver)
    finally:
        driver.quit()
