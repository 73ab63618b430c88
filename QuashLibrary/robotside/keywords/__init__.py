"""The keywords and their documentation, one module for each theme."""
