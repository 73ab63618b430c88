"""Where time is spent: one module per profile; each returns the lines to print."""
