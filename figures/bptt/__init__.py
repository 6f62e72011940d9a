"""The walk backwards through time, drawn."""
