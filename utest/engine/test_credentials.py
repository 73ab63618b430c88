"""What sources keep for a test is found again by its class, and no source sees what another one keeps."""

import threading

from QuashLibrary.engine.credentials import TestCredentials


class _Cookies:
    """What one source keeps."""


class _Tickets:
    """What another source keeps."""


def test_each_class_has_one_object() -> None:
    """It is made when it is first asked for; another test has another one."""
    credentials = TestCredentials()
    assert credentials.of(_Cookies) is credentials.of(_Cookies)
    assert isinstance(credentials.of(_Tickets), _Tickets)
    assert TestCredentials().of(_Cookies) is not credentials.of(_Cookies)


def test_threads_get_the_same_object() -> None:
    """Validations that run at the same time share what the test keeps."""
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
