"""How wide a control is."""

from ui import presenting


def wide(width: int) -> int:
    """The width in px of a control that is ``width`` wide at the normal type size."""
    return round(width * 1.35) if presenting.active() else width
