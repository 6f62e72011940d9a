"""The grid of time and depth, drawn."""
