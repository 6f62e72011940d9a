"""Every stop of a lesson as it reads, in one text that a person accepts: `python -m tools.promote`.

A change of a model, or of a sentence, shows as a difference of `lessons/<name>/script.txt`.
"""

import re
from importlib import import_module
from pathlib import Path
from typing import Any

from ui.guide.script import Script
from ui.registry import ROOT, ready_lessons

_PART = re.compile(r"\[((?:\\.|[^\[\]\\])*)\]\([^()]+\)")


def script_of(slug: str) -> Script[Any, Any]:
    """The script of the lesson."""
    found: Script[Any, Any] = import_module(f"lessons.{slug.replace('-', '_')}.script").SCRIPT
    return found


def file_of(slug: str) -> Path:
    """Where the lesson's script stands as it reads."""
    return ROOT / "lessons" / slug.replace("-", "_") / "script.txt"


def read(script: Script[Any, Any]) -> str:
    """All stops as they read: title, text, formula, question, replies, answer, note."""
    blocks = []
    for place, stop in enumerate(script.stops):
        told = script.told(place)
        lines = [f"# {stop.name}: {stop.title}", plain(told.text)]
        if stop.formula:
            lines.append(f"formula: {stop.formula}")
        if told.asked is not None:
            lines.append(f"question: {plain(told.asked.text)}")
            for option, reply in told.asked.replies.items():
                sign = "=" if option == told.asked.answer else "-"
                lines.append(f"{sign} {option}: {plain(reply)}")
        if told.note:
            lines.append(f"note: {plain(told.note)}")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def plain(text: str) -> str:
    """``text`` without what marks its parts."""
    return _PART.sub(r"\1", text)


def main() -> None:
    """Write the file of every lesson."""
    for lesson in ready_lessons():
        file_of(lesson.slug).write_text(read(script_of(lesson.slug)), encoding="utf-8")


if __name__ == "__main__":
    main()
