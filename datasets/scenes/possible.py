"""Which combinations of facts make a scene; the colors are free."""

from datasets.scenes.facts import (
    ACTIVITIES,
    CLASSES,
    CLIMBED,
    CLIMBERS,
    FIRST,
    GROUP_POSES,
    NOVEL,
    PEOPLE,
    PLACES,
    PLURALS,
    POSES,
    SECOND,
)

_OUTDOORS = tuple(place for place in PLACES if place != "room")
_PLACES = {"boat": ("beach", "night"), **dict.fromkeys(("car", "bus", "airplane"), _OUTDOORS)}


def subjects() -> tuple[str, ...]:
    """What a scene can be about, what no network was trained on at the end."""
    return (*CLASSES, *NOVEL)


def actions(name: str, count: int = 1) -> tuple[str, ...]:
    """What it can do when nothing else is named; ("",) for what does nothing."""
    if count > 1:
        return (GROUP_POSES.get(name, ""),)
    return (*POSES.get(name, ("",)), *(ACTIVITIES if name in PEOPLE else ()))


def relations(first: str, second: str) -> tuple[str, ...]:
    """How the first can stand to the second; none if they cannot be in one scene."""
    if first not in FIRST or second not in SECOND:
        return ()
    on_top = ("on top of",) if first in CLIMBERS and second in CLIMBED else ()
    return ("next to", *on_top, *(("above",) if first == "bird" else ()))


def others(name: str) -> tuple[str, ...]:
    """What it can be next to."""
    return SECOND if name in FIRST else ()


def counts(name: str) -> tuple[int, ...]:
    """How many of it there can be."""
    return (1, 2, 3) if name in PLURALS else (1,)


def places(*names: str) -> tuple[str, ...]:
    """Where all of these can be."""
    return tuple(place for place in PLACES if all(place in _PLACES.get(n, PLACES) for n in names))
