"""The views of every lesson, as links reach them."""

from collections.abc import Iterator, Mapping

from tools.promote import script_of
from ui import fields
from ui.registry import Lesson, ready_lessons

CHOOSES_A_VIEW = ("view", "mode", "drawing", "wiring")
"""The fields of a state that say what kind of figure is drawn."""


def _every_view() -> Iterator[tuple[Lesson, Mapping[str, str]]]:
    for lesson in ready_lessons():
        opened = script_of(lesson.slug).stops[0].state
        yield lesson, {}
        for name, field in fields.of(type(opened)).items():
            if name in CHOOSES_A_VIEW and isinstance(field, fields.Choice):
                for value in field.options:
                    if value != getattr(opened, name):
                        yield lesson, {name: str(value)}


EVERY_VIEW = tuple(_every_view())
"""Each lesson as it opens, and with each other value of each field that chooses its figure."""


def named(case: Lesson | Mapping[str, str]) -> str:
    """What a test of a lesson or of a query is called."""
    return case.slug if isinstance(case, Lesson) else "-".join(case.values())
