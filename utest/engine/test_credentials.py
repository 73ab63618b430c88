"""The credentials of a test are found by their class, and no source sees those of another."""

import threading

from QuashLibrary.engine.credentials import TestCredentials


class _Cookies:
    """The credentials of one source."""


class _Tickets:
    """The credentials of another source."""


def test_each_class_has_one_object() -> None:
    """It is created on first use; another test has another object."""
    credentials = TestCredentials()
    assert credentials.of(_Cookies) is credentials.of(_Cookies)
    assert isinstance(credentials.of(_Tickets), _Tickets)
    assert TestCredentials().of(_Cookies) is not credentials.of(_Cookies)


def test_threads_get_the_same_object() -> None:
    """Validations that run in parallel share the credentials of the test."""
    credentials = TestCredentials()
    found: list[object] = []
    together = threading.Barrier(8)

    def work() -> None:
        together.wait()
        found.append(credentials.of(_Cookies))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(map(id, found))) == 1
