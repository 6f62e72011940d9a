"""Recurrent networks in NumPy, written to be read beside the lecture."""
