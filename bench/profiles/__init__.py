"""Where the time goes: one module for each thing that is profiled; each gives the lines to print."""
