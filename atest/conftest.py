"""The real servers, started once for all tests: shop, Appium server, fault backend; and an order in the shop."""

from __future__ import annotations

import json
import os
import shutil
import socket
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from atest.app_backend import AppBackend, running_app_backend
from atest.backend import Backend, running_backend
from atest.phones import UI_VARIABLES, WEB_PASSWORD, MissingBrowserError, browser_path
from atest.ports import quiet_port
from atest.robot_process import Robot
from demo import app_traffic, node, servers
from demo.shop.server import TEST_TOKEN, TOKEN_VARIABLE
from demo.suites.ui import CHROMIUM_ARGUMENTS, CHROMIUM_NAMES

UIS = "QUASH_ATEST_UI"
"""Environment variable: `fake` or `chromium` tests only that UI."""


@pytest.fixture(scope="session", autouse=True)
def cache_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep registries in a temporary cache, not in the user's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUASH_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def shop_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file with the data of the demo's shop."""
    return tmp_path_factory.mktemp("shop") / "shop.sqlite"


@pytest.fixture(scope="session")
def shop_url(shop_database: Path) -> Iterator[str]:
    """The demo's shop with its database."""
    with servers.shop(database=shop_database) as url:
        yield url


@pytest.fixture(scope="session")
def appium_url() -> Iterator[str]:
    """A real Appium server."""
    node.ensure()
    with servers.appium() as url:
        yield url


@pytest.fixture(scope="session")
def backend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backend]:
    """The backend that simulates faults."""
    with running_backend(tmp_path_factory.mktemp("backend")) as server:
        yield server


@pytest.fixture(scope="session")
def closed_port() -> Iterator[int]:
    """A port that is reserved but does not listen: connections to it are refused until the tests end."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


@pytest.fixture(scope="session")
def new_folder(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """A function that creates a folder for one run."""
    return lambda: tmp_path_factory.mktemp("run")


@pytest.fixture(scope="session")
def robot(
    new_folder: Callable[[], Path], shop_url: str, shop_database: Path, backend: Backend, closed_port: int
) -> Robot:
    """Robot for suites without an app."""
    return Robot(
        new_folder,
        {
            "SHOP_URL": shop_url,
            "SHOP_DATABASE": str(shop_database),
            "PAID_ORDER": _order(shop_url),
            "BACKEND": backend.url,
            "SECURE_BACKEND": backend.secure_url,
            "REFUSED": f"127.0.0.1:{closed_port}",
        },
        environment={TOKEN_VARIABLE: TEST_TOKEN},
    )


@pytest.fixture(scope="session")
def app_backend() -> Iterator[AppBackend]:
    """The backend of the app whose requests are recorded."""
    with running_app_backend() as server:
        yield server


@pytest.fixture(scope="session")
def mitmproxy(new_folder: Callable[[], Path]) -> dict[str, str]:
    """The environment in which the library finds mitmproxy, whose certificate is kept in a temporary folder."""
    traffic = app_traffic.find()
    assert traffic.watched, f"these tests need mitmproxy: {traffic.in_words}"
    return traffic.environment(str(new_folder()))


@pytest.fixture(scope="session")
def app(robot: Robot, app_backend: AppBackend, mitmproxy: dict[str, str]) -> Robot:
    """Robot for suites whose app sends its requests through the proxy, with ports for the proxy."""
    names = ("APP_PORT", "STRICT_PORT", "LISTED_PORT", "PROMISING_PORT", "AWAY_PORT")
    ports = {name: str(quiet_port()) for name in names}
    return robot.given(environment=mitmproxy, APP_BACKEND=app_backend.url, **ports)


@pytest.fixture(scope="session")
def fake_phone(robot: Robot, appium_url: str, shop_url: str) -> Robot:
    """Robot for suites with an app, on the simulated phone."""
    return _with_phone(robot, "fake", appium_url, shop_url)


@pytest.fixture(scope="session")
def chromium_path(new_folder: Callable[[], Path]) -> str:
    """A PATH with Chromium and its driver."""
    _skip_unless_requested("chromium")
    try:
        return browser_path(new_folder())
    except MissingBrowserError as error:
        if os.environ.get("CI"):
            pytest.fail(f"in CI the tests on Chromium must run: {error}")
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def web(robot: Robot, shop_url: str, chromium_path: str) -> Robot:
    """Robot for suites in Chromium at the most detailed log level, with a customer."""
    chromium = next(filter(None, (shutil.which(name, path=chromium_path) for name in CHROMIUM_NAMES)))
    arguments = "; ".join(f"add_argument({argument!r})" for argument in CHROMIUM_ARGUMENTS)
    unique = uuid.uuid4()
    customer = {"email": f"{unique.hex[:8]}@shop.example", "phone": f"+49171{unique.int % 10_000_000:07}"}
    body = {"name": "Ada", "password": WEB_PASSWORD, **customer}
    httpx.post(f"{shop_url}/test/customers", json=body, trust_env=False).raise_for_status()
    return robot.given(
        "--loglevel",
        "TRACE",
        CHROMIUM=chromium,
        CHROMEDRIVER=shutil.which("chromedriver", path=chromium_path) or "",
        SELENIUM_OPTIONS=f"binary_location={chromium!r}; {arguments}",
        BROWSER_ARGUMENTS=json.dumps(CHROMIUM_ARGUMENTS),
        CUSTOMER_EMAIL=customer["email"],
        CUSTOMER_PHONE=customer["phone"],
        CUSTOMER_PASSWORD=WEB_PASSWORD,
    )


@pytest.fixture(scope="session")
def mitmdump() -> str:
    """The program that records the app's requests; `make test` installs it."""
    program = app_traffic.find().mitmdump
    if program is None and os.environ.get("CI"):
        pytest.fail("in CI the tests of app traffic must run: install mitmproxy with  make .venv-mitmproxy/ready")
    if program is None:
        pytest.skip("mitmproxy is missing; install it with  make .venv-mitmproxy/ready")
    return program


@pytest.fixture(scope="session", params=["fake", "chromium"])
def phone(request: pytest.FixtureRequest, robot: Robot, appium_url: str, shop_url: str) -> Robot:
    """Robot for suites with an app, on each UI in turn."""
    ui: str = request.param
    _skip_unless_requested(ui)
    if ui == "chromium":
        robot = robot.given(environment={"PATH": request.getfixturevalue("chromium_path")})
    return _with_phone(robot, ui, appium_url, shop_url)


def _skip_unless_requested(ui: str) -> None:
    if ui not in os.environ.get(UIS, "fake,chromium").split(","):
        pytest.skip(f"{UIS} does not list {ui}")


def _with_phone(robot: Robot, ui: str, appium_url: str, shop_url: str) -> Robot:
    return robot.given("--variablefile", ";".join([str(UI_VARIABLES), ui, appium_url, shop_url]))


def _order(shop_url: str) -> str:
    """Order two packets of tea, which are paid immediately, and return the order's number."""
    order = {"customer": "+491700000001", "items": [{"sku": "tea", "quantity": 2}]}
    answer = httpx.post(f"{shop_url}/api/checkout", json=order, trust_env=False).raise_for_status()
    number: str = answer.json()["number"]
    return number
