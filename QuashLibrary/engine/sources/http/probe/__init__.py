"""Find out step by step where the path to a backend breaks: name, TCP, TLS.

Rule: uses the settings of the transport, so a step fails for the same reason as a validation.
Entry: `way.probe_steps`.
Imports: engine, engine/sources/http, language, registry/model.
"""
