"""Lengths of gradients, the twins and the cliff, drawn."""
