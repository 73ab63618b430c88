"""Make the model's dataclasses of forms: parse texts, paths, operators and patterns, and report what cannot be parsed.

Entry: `validations.compile_validation` and `attachments.read_attachments`; `source` says what a source must provide.
Imports: language, language/json_schema, language/json_text, language/jsonpath, language/operators, registry/forms,
registry/model, registry/yaml.
"""
