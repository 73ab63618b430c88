"""Draw the picture of the README: a silent failure in Robot's log, laid out by Chromium.

    python -m demo.picture docs/images/silent-failure.svg

Runs one test of the demo suite with validations, opens its log.html and saves the failed test as an SVG, which is text
and stays sharp. Needs Chromium, its driver, and PyMuPDF (`make picture` installs it).
"""

from __future__ import annotations

import base64
import re
import sys
import tempfile
from pathlib import Path

import pymupdf
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from . import node, robot_run, servers
from .suites.ui import CHROMIUM_ARGUMENTS, find_browser

TEST = "Payment Is Kept"
ANCHOR = "s1-t1"
WIDTH = 1040
_LONG_NUMBER = re.compile(r"(?<![\w#])-?\d*\.\d{3,}")
_ONLY_THE_TEST = """
const test = document.getElementById(arguments[0]);
document.body.replaceChildren(test);
document.body.style.margin = '8px';
document.querySelectorAll('details').forEach(details => { details.open = false });
document.querySelectorAll('tr').forEach(row => { if (row.textContent.includes('robot:private')) row.remove() });
return document.documentElement.scrollHeight;
"""


def main(target: Path) -> None:
    """Run the test and draw its log."""
    node.ensure()
    with tempfile.TemporaryDirectory() as folder:
        with servers.shop() as shop_url, servers.appium() as appium_url:
            options = robot_run.options("fake", appium_url, shop_url)
            robot_run.run([*options, "--test", TEST, "--outputdir", folder, robot_run.DEMO_SUITE])
        pdf = _printed(Path(folder) / "log.html", Path(folder) / "profile")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_svg(pdf), encoding="utf-8")


def _printed(log: Path, profile: Path) -> bytes:
    browser = find_browser()
    options = webdriver.ChromeOptions()
    options.binary_location = browser.chromium
    for argument in (*CHROMIUM_ARGUMENTS, f"--user-data-dir={profile}", f"--window-size={WIDTH},1200"):
        options.add_argument(argument)
    driver = webdriver.Chrome(options=options, service=Service(browser.chromedriver))
    try:
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "screen"})
        driver.get(f"{log.as_uri()}#{ANCHOR}")
        height = int(driver.execute_script(_ONLY_THE_TEST, ANCHOR))
        size = {"paperWidth": WIDTH / 96, "paperHeight": (height + 16) / 96}
        margins = {f"margin{side}": 0 for side in ("Top", "Bottom", "Left", "Right")}
        page = driver.execute_cdp_cmd("Page.printToPDF", {**size, **margins, "printBackground": True})
        return base64.b64decode(page["data"])
    finally:
        driver.quit()


def _svg(pdf: bytes) -> str:
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        drawing = str(document[0].get_svg_image())
    # The drawing is exact to nanometres; a hundredth of a pixel is enough and halves the size.
    return _LONG_NUMBER.sub(lambda match: f"{float(match[0]):.4g}", drawing)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
