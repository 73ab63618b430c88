"""HTTP as a source: requests, and connections with authentication and TLS.

Entry: `source.HTTP`.
Imports: language, registry/compile, registry/forms, registry/model, registry/yaml.
"""
