"""What to look for in a translation, view by view, and sentences that go wrong."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from lessons.translation.model.translated import LECTURE, Choice
from lessons.translation.model.translator import LONGEST
from ui import controls, predict, shipped, walk
from ui.cards import card
from ui.page import LookFor

START: Mapping[str, object] = {"network": "plain", "view": "walk", "sentence": LECTURE, "handed": "own"}
SWAPPED = "this woman eats a strange apple but the horse likes the bird near the river"
UNSEEN = "they choose this beautiful tree"
MENDED = "they chose them because i like his white flower"
FIVE = "i see him and you see me and she sees us and we see them and he sees her"
SHOWN = 3
"""So many sentences that went wrong are offered."""

LINES: Mapping[str, tuple[LookFor, ...]] = {
    "walk": (
        LookFor("All that W₂ gets is **one vector**.", START, ("v.1", "hand.1")),
        LookFor("Another sentence's vector: it writes that one.", {**START, "handed": "other"}, ("v.1",)),
        LookFor("15 words: horse and bird change places.", {**START, "sentence": SWAPPED}, ("y.9", "y.12")),
        LookFor("A pair never trained: it writes “beau arbre”.", {**START, "sentence": UNSEEN}, ("y.4", "y.5")),
    ),
    "map": (
        LookFor(
            "With attention “red hat” and its French cross.",
            {**START, "network": "attention", "view": "map"},
            ("a.6.7", "a.7.6"),
        ),
        LookFor("Without, a written word still needs its own.", {**START, "view": "map"}, ("need.6.7", "need.7.6")),
    ),
    "length": (
        LookFor("One vector: at 30 words nothing is right.", {**START, "view": "length"}),
        LookFor(
            "Attention: right at every trained length.",
            {**START, "network": "attention", "view": "length", "sentence": SWAPPED},
        ),
        LookFor(
            "Five clauses, never trained: attention fails.",
            {**START, "network": "attention", "view": "length", "sentence": FIVE},
        ),
    ),
    "beam": (
        LookFor(
            "Greedy is wrong here; a beam of 3 is right.", {**START, "view": "beam", "width": 3, "sentence": MENDED}
        ),
        LookFor("A beam of 1 is greedy.", {**START, "view": "beam", "width": 1}),
    ),
}
SCENES = tuple(line for view in ("walk", "length", "map", "beam") for line in LINES[view])


def failures(choice: Choice) -> None:
    """Held-out sentences that the network gets wrong, each with a button that translates it."""
    wrong = shipped.measured("translation")[choice.network]["wrong"]
    found = [(kind, case[0]) for kind, cases in wrong.items() for case in cases[:1]]
    with card("It fails on", f"Held-out sentences; {len(found)} kinds of them have failures."):
        for kind, sentence in found[:SHOWN]:
            clauses = "new pair" if not kind.isdigit() else f"{kind} clause{'s' * (kind != '1')}"
            st.button(
                f"{clauses}: {_short(sentence)} :green[**Translate**]",
                key=f"fails_{kind}",
                type="tertiary",
                wrap=True,
                on_click=partial(_translate, sentence),
            )


def _translate(sentence: str) -> None:
    controls.set_to({"view": "walk", "handed": "own", "sentence": sentence})
    predict.dismiss_next()
    walk.jump(walk.LAST)


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= LONGEST else f"{sentence[: LONGEST - 1]}…"
