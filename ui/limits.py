"""What one visit may ask of a server that many readers share: trainings begun, and the time that they take.

How large a text or a picture may be, the server's settings and the lesson that takes it say.
"""

from ui.state import visit

TRAININGS, SECONDS = 200, 600
STATED = (
    f"In one visit {TRAININGS} trainings can be begun, and they may take {SECONDS // 60} minutes of the server's time "
    "in all."
)


def used_up() -> str:
    """What this visit has used up, and what helps; "" while a training may begin."""
    if visit().trainings < TRAININGS and not out_of_time():
        return ""
    return f"{STATED} This visit has used that up. What was trained stays; reload the page to begin another visit."


def out_of_time() -> bool:
    """True once the trainings of this visit have taken all of their time."""
    return visit().seconds >= SECONDS


def began() -> None:
    """Count a training that begins."""
    visit().trainings += 1


def took(seconds: float) -> None:
    """Count the time that a training took."""
    visit().seconds += seconds
