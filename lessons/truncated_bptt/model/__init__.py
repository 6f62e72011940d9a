"""What the lesson truncated-bptt computes beyond the core."""

from lessons.truncated_bptt.model import race, windows

__all__ = ["race", "windows"]
