"""Answers of HTTP backends: requests, logins, redirects, cookies, TLS, one deadline for the whole exchange.

Rule: `transport` is the only module that sends; everything else makes requests or reads responses.
Entry: `source.HttpSource`.
Imports: engine, engine/plan, language, language/json_text, registry/compile, registry/model.
"""
