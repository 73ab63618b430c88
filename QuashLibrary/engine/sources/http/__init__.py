"""Answers of HTTP backends: requests, logins, redirects, cookies, TLS, one deadline for the whole exchange.

Entry: `transport.HttpTransport`. Imports: language, registry, engine root, plan.
"""
