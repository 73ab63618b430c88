"""The HTTP source: requests, logins, redirects, cookies, TLS, and one deadline for the whole exchange.

Rule: only `transport` sends requests; all other modules build requests or read responses.
Entry: `source.HttpSource`.
Imports: engine, engine/plan, language, language/json_text, registry/compile, registry/model.
"""
