"""What stands beside the figure of the lesson truncated-bptt."""

from lessons.truncated_bptt.cards import race, windows

__all__ = ["race", "windows"]
