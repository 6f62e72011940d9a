"""Every statement of the lecture stands where `docs/lecture-coverage.md` says, in these words."""

import re
from importlib import import_module

import pytest

from tests.sources import ROOT
from tools.promote import plain, script_of
from ui import home
from ui.guide.text import said

LINES = [
    [cell.strip() for cell in line.strip("| \n").split(" | ")]
    for line in (ROOT / "docs" / "lecture-coverage.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and not line.startswith("| the lecture")
]


def words_at(target: str) -> str:
    """What stands at a stop or under a heading; LookupError if there is none."""
    if target == "/":
        return f"{home.WHAT} {home.HOW}"
    slug, mark, name = re.fullmatch(r"/([\w-]+)(\?stop=|#)(.+)", target).groups()  # type: ignore[union-attr]
    if mark == "#":
        text = import_module(f"lessons.{slug.replace('-', '_')}.text").TEXT
        return next(said(section.body) for section in text.sections if section.heading == name)
    script = script_of(slug)
    told = script.told(script.places[name])
    asked = "" if told.asked is None else f"{told.asked.text} {' '.join(told.asked.replies.values())}"
    return f"{plain(told.text)} {plain(asked)} {script.stops[script.places[name]].formula}"


def test_the_table_has_all_52_statements() -> None:
    assert len(LINES) == 52


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[0][:60])
def test_each_statement_stands_where_the_table_says_in_its_words(line: list[str]) -> None:
    _, where, words = line
    targets = re.findall(r"`([^`]+)`", where)
    assert targets
    found = " ".join(" ".join(words_at(target) for target in targets).replace("*", "").lower().split())
    for each in words.split("; "):
        assert each.lower() in found, each
