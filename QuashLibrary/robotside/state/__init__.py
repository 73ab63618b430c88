"""What a run, a suite and a test hold, and end with."""
