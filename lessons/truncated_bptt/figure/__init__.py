"""What the lesson truncated-bptt draws."""

from lessons.truncated_bptt.figure import race, windows

__all__ = ["race", "windows"]
