"""Turn forms into the model's dataclasses: parse texts, paths, operators and patterns, and report parse problems.

Entry: `validations.compile_validation` and `attachments.read_attachments`; `source` defines what a source must provide.
Imports: language, language/json_schema, language/json_text, language/jsonpath, language/operators, registry/forms,
registry/model, registry/yaml.
"""
