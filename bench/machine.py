"""Name the machine and the versions on which figures were measured."""

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGES = {
    "Robot Framework": "robotframework",
    "QuashLibrary": "robotframework-quashlibrary",
    "RequestsLibrary": "robotframework-requests",
    "RESTinstance": "RESTinstance",
    "AppiumLibrary": "robotframework-appiumlibrary",
    "DataDriver": "robotframework-datadriver",
    "httpx": "httpx",
    "PyYAML": "PyYAML",
}


def machine() -> str:
    """Return the processor, cores, memory, operating system and versions in two lines."""
    cores = os.cpu_count() or 0
    hardware = f"{_processor()}, {cores} core{'s' * (cores != 1)}, {_memory()} of memory, {_load()}"
    software = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    packages = ", ".join(f"{name} {_version(package)}" for name, package in PACKAGES.items())
    return f"{hardware}; {software}.\n{packages}."


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.is_file() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or platform.machine())


def _memory() -> str:
    try:
        size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError):
        return "unknown size"
    return f"{size / 2**30:.0f} GiB"


def _load() -> str:
    """Return how busy the machine is, because figures of a busy machine are less reliable."""
    return f"load average {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "load unknown"
