"""What the lesson truncated-bptt draws."""

from lessons.truncated_bptt.figure import arithmetic, race, windows

__all__ = ["arithmetic", "race", "windows"]
