"""What every lesson's script keeps: its sentences are true, its stops whole pages, its words accepted by a person."""

import ast
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.sources import ROOT
from tools.promote import file_of, plain, read, script_of
from ui.guide.parts import rounding_edges
from ui.guide.script import Script, Stop
from ui.registry import Lesson, ready_lessons

LESSONS = ready_lessons()
STOPS = [(lesson.slug, stop.name) for lesson in LESSONS for stop in script_of(lesson.slug).stops]
SEEDS = (1, 2, 3, 4, 5)
MOST_WORDS = 62


def found(slug: str, name: str) -> tuple[Script[Any, Any], Stop[Any, Any], int]:
    script = script_of(slug)
    place = script.places[name]
    return script, script.stops[place], place


@pytest.mark.parametrize(("slug", "name"), STOPS)
def test_what_a_stop_says_is_true_of_what_it_shows(slug: str, name: str) -> None:
    script, stop, place = found(slug, name)
    assert stop.holds(script.result(script.state(place)))


@pytest.mark.parametrize(("slug", "name"), STOPS)
def test_what_a_stop_says_is_false_in_a_state_that_is_known_for_it(slug: str, name: str) -> None:
    script, stop, _ = found(slug, name)
    assert stop.fails is not None, "a claim that nothing can refute says nothing"
    assert not stop.holds(script.result(stop.fails))


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.slug)
def test_no_two_stops_of_a_lesson_claim_the_same(lesson: Lesson) -> None:
    claims = [stop.holds.__code__ for stop in script_of(lesson.slug).stops]
    assert len({(claim.co_code, claim.co_consts, claim.co_names) for claim in claims}) == len(claims)


@pytest.mark.parametrize(("slug", "name"), [one for one in STOPS if found(*one)[1].scope == "seeds"])
def test_what_a_stop_says_in_general_is_true_for_five_seeds(slug: str, name: str) -> None:
    script, stop, place = found(slug, name)
    for seed in SEEDS:
        assert stop.holds(script.result(replace(script.state(place), seed=seed))), seed


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.slug)
def test_a_person_has_accepted_every_word_of_the_script(lesson: Lesson) -> None:
    """`make promote` writes the file."""
    assert read(script_of(lesson.slug)) == file_of(lesson.slug).read_text(encoding="utf-8")


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.slug)
def test_no_processor_can_change_a_number_of_the_script(lesson: Lesson) -> None:
    script = script_of(lesson.slug)
    with rounding_edges() as edges:
        for place in range(len(script.stops)):
            script.tell(place, script.result(script.state(place)))
    assert edges == []


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.slug)
def test_a_script_has_six_to_ten_stops_of_a_few_full_sentences_and_asks_something(lesson: Lesson) -> None:
    script = script_of(lesson.slug)
    assert 6 <= len(script.stops) <= 10
    assert any(stop.question for stop in script.stops)
    for place, stop in enumerate(script.stops):
        said = plain(script.told(place).text)
        assert "{" not in re.sub(r"\$[^$]*\$", "", read_all(script, place)), stop.name
        assert len(re.sub(r"\$[^$]*\$", "x", said).split()) <= MOST_WORDS, stop.name
        assert said.rstrip()[-1] in ".?!”", stop.name
        assert stop.title[0].isupper() or stop.title[0] in "“$", stop.name


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.slug)
def test_a_question_answers_every_option_and_its_answer_is_one_of_them(lesson: Lesson) -> None:
    script = script_of(lesson.slug)
    for place, stop in enumerate(script.stops):
        if (asked := script.told(place).asked) is not None:
            assert asked.answer in asked.replies, stop.name
            assert 2 <= len(asked.replies) <= 6, stop.name
            assert len(set(asked.replies.values())) == len(asked.replies), stop.name
            assert all(len(reply.split()) >= 5 for reply in asked.replies.values()), stop.name


def read_all(script: Script[Any, Any], place: int) -> str:
    """All words of a stop."""
    told = script.told(place)
    asked = [] if told.asked is None else [told.asked.text, *told.asked.replies.values()]
    return " ".join([told.text, told.note, *asked])


NUMBER = re.compile(r"(?<![\w$_{(\[.])(?![01](?!\.?\d))\d+(?:\.\d+)?(?![\w}])")
"""A number but for 0 and 1, which words have too."""


def stray_numbers(source: str) -> list[str]:
    """The prose with a number that is neither computed nor marked ``# stated: why`` on one of its lines.

    A text is read as one, over how many lines it may go and whatever is formatted into it.
    """
    tree, lines = ast.parse(source), source.splitlines()
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    parts = {id(value) for text in texts for value in text.values}
    formats = {id(node.format_spec) for node in ast.walk(tree) if isinstance(node, ast.FormattedValue)}
    documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    formulas = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "formula"}
    others = parts | formats | documentation | formulas
    stray = []
    for node in ast.walk(tree):
        if id(node) in others or not isinstance(node, ast.JoinedStr | ast.Constant):
            continue
        prose = re.sub(r"\$[^$]*\$|\]\([^)]*\)", "", _written(node))
        marked = any("# stated" in line for line in lines[node.lineno - 1 : node.end_lineno])
        if " " in prose and NUMBER.search(prose) and not marked:
            stray.append(prose)
    return stray


def _written(node: ast.JoinedStr | ast.Constant) -> str:
    """What is written in a text itself; what is formatted into it counts as a word."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.slug)
def test_a_number_in_prose_is_computed_or_says_why_it_is_stated(lesson: Lesson) -> None:
    assert stray_numbers((Path(ROOT) / "lessons" / lesson.file.stem / "script.py").read_text(encoding="utf-8")) == []


def test_a_planted_number_is_found() -> None:
    assert stray_numbers('text="The loss is 1.397 nats."')
    assert stray_numbers('text=("The loss is "\n    "1.397 nats.")')
    assert stray_numbers('text=(f"The loss of {name} "\n    f"is 1.397 nats {word(x, 1, 2)}.")')
    assert stray_numbers("text=f\"It {word(x, 'has 7 parts', 'is one')}.\"")
    assert stray_numbers('text=f"{num(x, 3)} " + f"is more than 1.397 nats"')
    assert not stray_numbers('text=f"The loss is {num(x, 3)} nats at $t=2$."')
    assert not stray_numbers('text="The slide prints 1.0 there.",  # stated: the slide')
