"""What the lesson truncated-bptt lets the reader take home."""

from lessons.truncated_bptt.export import race, windows

__all__ = ["race", "windows"]
