"""What the lesson truncated-bptt draws."""

from lessons.truncated_bptt.figure import race, results, windows

__all__ = ["race", "results", "windows"]
