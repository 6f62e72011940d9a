"""Scores against lag, and the sequence with its clue, drawn."""
