"""A real PostgreSQL server on 127.0.0.1, from the system's own binaries, for the length of a `with` block.

PostgreSQL refuses to run as root: root starts it as the system's PostgreSQL user, or as nobody.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from demo.processes import Child, running
from demo.servers import free_port

PASSWORD = "test-password/@x"
_SECONDS = 30.0
_DEBIAN = Path("/usr/lib/postgresql")


class MissingPostgresError(RuntimeError):
    """PostgreSQL is missing; the message says what was looked for."""


@dataclass(frozen=True)
class Postgres:
    """A server with the database `shop`, owned by the user `shop`."""

    port: int

    @property
    def place(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self.port}"

    def run(self, *statements: str) -> None:
        """Run statements, each in its own transaction."""
        with _connected(self.port) as connection:
            for statement in statements:
                connection.execute(statement.encode())


def postgres_for_tests() -> Iterator[Postgres]:
    """Yield a server; without PostgreSQL the tests are skipped, except in CI."""
    try:
        with running_postgres() as server:
            yield server
    except MissingPostgresError as error:
        if os.environ.get("CI"):
            pytest.fail(f"in CI the tests on PostgreSQL must run: {error}")
        pytest.skip(str(error))


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """A server with an empty database."""
    binaries, user = _binaries(), _user()
    with tempfile.TemporaryDirectory(prefix="quash-pg-") as name:
        folder = Path(name)
        password = folder / "password"
        password.write_text(PASSWORD, encoding="utf-8")
        if user is not None:
            shutil.chown(folder, user)
        data = folder / "data"
        options = ["--username=shop", f"--pwfile={password}", "--auth=scram-sha-256", "--no-sync", "--encoding=UTF8"]
        command = [str(binaries / "initdb"), f"--pgdata={data}", "--locale=C", *options]
        subprocess.run(command, user=user, check=True, capture_output=True, cwd=folder)
        port = free_port()
        server = [str(binaries / "postgres"), "-D", str(data), "-p", str(port), "-k", str(folder), "-F"]
        with running([*server, "-c", "listen_addresses=127.0.0.1"], os.environ, folder / "server.log", user) as child:
            child.wait_until(lambda: _ready(child), _SECONDS)
            with _connected(port, "postgres") as connection:
                connection.execute("CREATE DATABASE shop")
            yield Postgres(port)


def _connected(port: int, database: str = "shop") -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(
        host="127.0.0.1", port=port, dbname=database, user="shop", password=PASSWORD, autocommit=True
    )


def _ready(child: Child) -> str | None:
    return "ready" if "ready to accept connections" in child.output else None


def _binaries() -> Path:
    found = shutil.which("initdb")
    if found and shutil.which("postgres"):
        return Path(found).resolve().parent
    versions = [path for path in _DEBIAN.glob("*/bin") if (path / "initdb").is_file()]
    if not versions:
        raise MissingPostgresError(f"initdb and postgres are neither on PATH nor in {_DEBIAN}/*/bin")
    return max(versions, key=lambda path: float(path.parent.name))


def _user() -> str | None:
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"
