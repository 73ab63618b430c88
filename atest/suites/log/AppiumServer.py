"""Robot library that ends an app's session without AppiumLibrary's knowledge."""

from __future__ import annotations

import urllib.request

from robot.api.deco import keyword, library


@library(scope="GLOBAL")
class AppiumServer:
    """Talks to the Appium server directly."""

    @keyword
    def end_session(self, url: str, session: str) -> None:
        """Ends a session, as a crash of the app or the phone would."""
        request = urllib.request.Request(f"{url}/session/{session}", method="DELETE")  # noqa: S310 - our own server
        with urllib.request.urlopen(request, timeout=30):  # noqa: S310
            pass
