"""The requests that the app itself sends: recorded by mitmproxy, which runs as a program of its own.

Rule: knows neither the engine nor Robot Framework; nothing here is redacted. `addon.py` runs inside mitmproxy and uses
nothing of this package.
Entry: `proxy.Proxy`.
Imports: language, language/json_text.
"""
