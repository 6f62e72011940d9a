"""The controls, the figure and the cards of a text that a network reads or writes."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from datasets import toycode_exam, typed
from figures.numbers import quoted
from lessons.text_generation.cards import training
from lessons.text_generation.figure.letters import Letters, as_data
from lessons.text_generation.model import networks, reading
from lessons.text_generation.model.reading import Reading
from lessons.text_generation.shown import WRITES
from lessons.text_generation.state import Asked, TextGeneration
from rnn_core.model import Model
from rnn_core.text import Vocabulary
from ui import controls
from ui import page as lesson
from ui.cards import note
from ui.components import letters
from ui.fields import Whole, of
from ui.state import Page


def choose(page: Page[TextGeneration]) -> Asked:
    """The controls of reading or writing, and what they ask for."""
    state = page.now
    mine = state.whose == "mine"
    if mine and training.network_inside(page) is None:
        page.remark(
            "No network has been trained here yet; the view *train* does that. The stored network is shown instead."
        )
        mine = False
    if state.view == "write":
        controls.draw(page, "begin", "temperature")
        _next_number(
            page,
            "dice",
            f"Draw again ({state.dice})",
            disabled=state.temperature == 0,
            help="Draw with other random numbers. The weights stay the same.",
        )
        controls.draw(page, "cell")
    else:
        controls.draw(page, "text", "cell")
        _next_number(page, "program", "Another", help="Another held-out program of the same grammar.")
    return state.asked(mine=mine)


def _next_number(page: Page[TextGeneration], name: str, label: str, *, help: str, disabled: bool = False) -> None:
    """The button that takes the next number of the field ``name``."""
    kind = of(TextGeneration)[name]
    assert isinstance(kind, Whole)
    st.button(
        label,
        key=page.key(f"next_{name}"),
        icon=":material/casino:",
        on_click=lambda: page.change(**{name: getattr(page.now, name) % kind.high + 1}),
        disabled=disabled,
        help=help,
    )


def reading_of(page: Page[TextGeneration], asked: Asked) -> Reading:
    """What is asked for; made once in this visit."""
    vocabulary, model = _network(page, asked)
    given = typed.in_plain_type(asked.text, vocabulary.symbols)
    if given.remarks:
        page.remark(f"The text: {given.remarks}; the network knows no others.")
    if asked.writes:
        return page.memo(reading.write, model, vocabulary, given.text, WRITES, asked.temperature, asked.dice)
    return page.memo(reading.read, model, vocabulary, given.text)


def unit_of(page: Page[TextGeneration], asked: Asked) -> int:
    """The unit, from 0, that colors the text."""
    unit = networks.numbered(asked.color)
    if unit is not None:
        H = int(_network(page, asked)[1].cell.n_hidden)
        if unit >= H:
            page.remark(f"This network has {H} units. Unit {H} colors the text.")
        return min(unit, H - 1)
    return (_own_cells(page) if asked.mine else networks.shipped_cells())[asked.color]


def draw(page: Page[TextGeneration], figure: Letters) -> None:
    """Draw the text as the page's main figure."""
    chosen = page.now.selected
    selected = chosen if chosen is not None and figure.has(chosen) else figure.first
    letters.mount(
        {**as_data(figure), "selected": selected},
        page.key("letters"),
        on_select=lambda node: page.change(selected=node),
        on_beyond=lesson.on_beyond(page),
        home=page.held.home,
        walk=page.held.walk,
    )


def remark_strange(page: Page[TextGeneration], shown: Reading) -> None:
    """Say which symbols of the text the network does not know."""
    if strange := shown.strange:
        named = " ".join(quoted(symbol) for symbol in strange[:8])
        more = f" and {len(strange) - 8} more" if len(strange) > 8 else ""
        page.remark(f"Not in the network's vocabulary, so not read: {named}{more}. The state stays as it was.")


def scores(page: Page[TextGeneration], figure: Letters, asked: Asked) -> None:
    """How well the chosen unit follows its mark: against a typical one and against chance."""
    if asked.mine:
        letter = figure.reading.letter
        found = ", ".join(f"{mark} {letter}[{unit + 1}]" for mark, unit in _own_cells(page).items())
        note(
            "Units of your network",
            f"The unit that follows each mark best in the first {networks.SEARCHED:,} characters "
            f"of its text: {found}. In small networks and after short trainings none is clear.",
        )
        return
    every = networks.measured()["cells"]
    chosen = [each for each in every if each["mark"] == asked.color]
    chosen = chosen or [each for each in every if each["unit"] == figure.unit + 1]
    rows = ["| mark | unit | score | typical | chance |", "|:--|:--|--:|--:|--:|"]
    for each in every:
        parts = [each["mark"], f"C[{each['unit']}]", _score(each)]
        if each in chosen:
            parts = [f"**{part}**" for part in parts]
        rows.append(f"| {' | '.join(parts)} | {each['typical']:.2f} | {each['chance']:.2f} |")
    alike = [each["mark"] for each in every if each["unit"] == every[0]["unit"]]
    note(
        "Units found by search",
        "\n".join(rows)
        + f"\n\nC[{every[0]['unit']}] is the best unit for {len(alike)} marks, so these color the text in the same way."
        "\n\n:gray[Stored results on held-out programs: the size of the correlation r, or the accuracy of a threshold, "
        "where yes and no count equally. *typical*: the median unit. *chance*: the best of all units "
        "for the marks of another text.]",
    )


def errors(shown: Reading, *, mine: bool) -> dict[str, float]:
    """The numbers on the screen against single steps, and the card's score measured anew."""
    apart = reading.stepwise(shown)
    found = {f"{name} step by step": error for name, error in apart.items()}
    if not mine:
        known = networks.measured()["held out"]
        now = toycode_exam.score(networks.shipped_network()[1], toycode_exam.exam("held out"))
        for name in ("bits", "right"):
            found[f"held-out {name}: {now[name]:.4f}"] = abs(now[name] / known[name] - 1)
    return found


def prove(asked: Asked, figure: Letters) -> None:
    """The line that checks the numbers on the screen, and the score of the card."""
    what = "the text step by step agrees" + ("" if asked.mine else ", and so does the card's held-out score")
    lesson.proof(
        lambda: errors(figure.reading, mine=asked.mine),
        what,
        of="what",
        how="Every number was computed again by the cell's step, one character at a time. The score is "
        "that of 64 programs that training never saw, read by the network just now.",
    )


def _network(page: Page[TextGeneration], asked: Asked) -> tuple[Vocabulary, Model]:
    inside = training.network_inside(page) if asked.mine else None
    if inside is None:
        return networks.shipped_network()
    of, model = inside
    return of.corpus.vocabulary, model


def _own_cells(page: Page[TextGeneration]) -> dict[str, int]:
    inside = training.network_inside(page)
    assert inside is not None, "asked for only where there is a training"
    of, model = inside
    return page.memo(networks.cells, model, of.corpus)


def _score(each: Mapping[str, Any]) -> str:
    """The score of a found cell, with what it is."""
    return f"r\u00a0{each['score']:.2f}" if each["measure"] == "r" else f"{each['score']:.2f}"
