"""Record the requests that the app itself sends, with mitmproxy as a separate process.

Rule: knows neither the engine nor Robot Framework, and redacts nothing. `addon.py` runs inside mitmproxy and imports
nothing from this package.
Entry: `proxy.Proxy`.
Imports: language, language/json_text.
"""
