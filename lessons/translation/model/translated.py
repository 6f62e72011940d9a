"""The translators of the lesson: the sentence a reader builds, its walk, what is asked about it."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

import numpy as np
import streamlit as st

from datasets.phrases import french, reading
from lessons.translation.figure.layout import NOTHING, OTHER, OWN, Shown
from lessons.translation.model import trace as translation_walk
from lessons.translation.model.translator import Translator
from rnn_core import beam
from rnn_core.types import Array
from ui import controls, shipped

LECTURE = "she does not like my red hat"
ELSEWHERE = "they are going to eat two cakes"
"""The sentence whose last states can be handed over instead of the reader's own."""
NETWORKS = {"plain": "one vector", "reversed": "reversed", "attention": "attention"}
VIEWS = {"walk": "walk", "map": "map", "length": "length", "beam": "beam"}
HANDS = {OWN: "its vector", NOTHING: "zeros", OTHER: "another’s"}
LONGEST = 60
"""Words a sentence may have; six clauses with everything have fewer."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which network writes which sentence, from what it is handed, and how it is looked at."""

    network: str = "plain"
    sentence: str = LECTURE
    handed: str = OWN
    view: str = "walk"
    width: int = 3

    @property
    def about(self) -> tuple[str, str, str]:
        """What a question is about."""
        return self.network, self.sentence, self.handed


def choose() -> Choice:
    """The controls, and the sentence as far as it is whole."""
    network = controls.choice(
        "network",
        "Network",
        NETWORKS,
        help="One vector: all that the decoder gets of the sentence are the encoder’s last states. "
        "Reversed: the same, but the sentence is read from its end. Attention goes beyond the "
        "lecture: W_1 reads in both directions, and W_2 looks back at every word.",
    )
    view = controls.choice(
        "view",
        "View",
        VIEWS,
        help="Walk: word by word. Map: which word is written because of which. Length: how often "
        "every word is right. Beam: several translations are followed at once.",
    )
    handed, width = OWN, 3
    if view == "walk":
        handed = controls.choice(
            "handed",
            "Hand over",
            HANDS,
            help="What the decoder starts from: the encoder’s last states, zeros in their place, "
            f"or the states after “{ELSEWHERE}”.",
        )
    elif view == "beam":
        width = controls.whole(
            "width", "Beam", 1, 5, 3, help="How many translations are followed at once; 1 is greedy."
        )
    text = controls.word(
        "sentence",
        "English sentence",
        LECTURE,
        problem=unusable,
        noun="sentence",
        width=620,
        help="Type, or take words from the list beside it. Only words of the small English that "
        "the networks learned; 1 to 6 clauses joined by and, but, because, when.",
    )
    _next_word(text)
    return Choice(network, whole(text), handed, view, width)


def _next_word(text: str) -> None:
    """The list of the words that may come next; the one chosen is added to the sentence."""

    def add() -> None:
        word = st.session_state["next_word"]
        if word:
            controls.set_to({"sentence": f"{text} {word}".strip(), "next_word": None})

    st.selectbox(
        "Next word",
        reading.offered(reading.typed(text)),
        index=None,
        placeholder="add …",
        key="next_word",
        on_change=add,
        width=112,
        help="All words that may stand here, and no others. Verbs bring along what fits to them.",
    )


def unusable(text: str) -> str | None:
    """Why the text cannot begin a sentence of the small English; None if it can."""
    words = reading.typed(text)
    if len(words) > LONGEST:
        return f"too long: {len(words)} words, at most {LONGEST}"
    good = reading.known(words)
    if good == len(words):
        return None
    offered = [word for word in reading.offered(words[:good]) if word != words[good]]
    after = f"after “{' '.join(words[:good][-2:])}”" if good else "at the start"
    some = ", ".join(offered[:5]) + (", …" if len(offered) > 5 else "")
    come = f"may come {some}" if offered else "nothing may come"
    return f"not in the grammar at “{words[good][:20]}”: {after} {come}"


def whole(text: str) -> str:
    """The longest beginning of the text that is a whole sentence; the lecture's if none is."""
    words = reading.typed(text)
    for end in range(len(words), 0, -1):
        if reading.understood(words[:end]):
            return " ".join(words[:end])
    return LECTURE


def translator(network: str) -> Translator:
    """A shipped translator."""
    return Translator.of(shipped.model(f"translation_{network}"))


@lru_cache(maxsize=64)
def shown(choice: Choice) -> Shown:
    """The walk of the choice's sentence, compared with the grammar's translation."""
    network, words = translator(choice.network), choice.sentence.split()
    walked = translation_walk.walk(network, words, _given(network, words, choice.handed))
    expected = reference(choice.sentence)
    return Shown(walked, expected, agreeing(walked.written, expected), choice.handed)


@lru_cache(maxsize=64)
def needs(network: str, sentence: str) -> Array | None:
    """How much each written word needs each word heard; None with attention, which says so."""
    of = translator(network)
    if of.attends:
        return None
    return translation_walk.needs(translation_walk.walk(of, sentence.split()))


@lru_cache(maxsize=64)
def searched(network: str, sentence: str, width: int) -> beam.Tree:
    """The tree of a beam search."""
    return translation_walk.search(translator(network), sentence.split(), width)


def reference(sentence: str) -> tuple[str, ...]:
    """The grammar's translation of a whole sentence."""
    found = reading.understood(sentence.split())
    return () if found is None else tuple(french.words(found))


def agreeing(written: tuple[str, ...], expected: tuple[str, ...]) -> tuple[bool, ...]:
    """Of each written word, whether the reference has it there, as a comparison of lines does."""
    right = [False] * len(written)
    for block in SequenceMatcher(None, written, expected, autojunk=False).get_matching_blocks():
        right[block.a : block.a + block.size] = [True] * block.size
    return tuple(right)


def _given(network: Translator, words: list[str], handed: str) -> tuple[Array, ...] | None:
    if handed == OWN:
        return None
    other = ELSEWHERE.split() if handed == OTHER else words
    states = translation_walk.last_states(network, other)
    return states if handed == OTHER else tuple(np.zeros_like(state) for state in states)
