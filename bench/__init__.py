"""Measurements: what a backend check costs, beside a peer."""
