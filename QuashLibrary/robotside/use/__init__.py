"""Use validations from a keyword: look up, run, show, follow the failure policy."""
