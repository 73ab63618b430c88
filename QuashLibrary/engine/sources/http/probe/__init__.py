"""Find out step by step where the way to a backend ends: name, TCP, TLS.

Rule: uses the settings of the transport, so that a step fails for the reason for which a validation would.
Entry: `way.probe_steps`.
Imports: engine, engine/sources/http, language, registry/model.
"""
