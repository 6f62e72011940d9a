"""What stands beside a translation: what was written, what the map shows, sentences that go wrong."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from datasets.phrases import french, reading
from datasets.phrases.exam import spared
from datasets.phrases.lexicon import UNKNOWN
from figures.numbers import signed
from lessons.translation.model.sentence import changed
from lessons.translation.model.translated import OWN, Translated, agreeing
from lessons.translation.model.translator import LONGEST
from lessons.translation.state import Translation
from rnn_core.beam import Tree
from ui import shipped
from ui.cards import plain
from ui.components.card import Card, Press
from ui.controls import wide
from ui.state import LAST, Page

TASK = f"""
The networks learned {shipped.measured("translation")["data"]["sentences"]:,} pairs from a small grammar of
English and French, 1 to 4 clauses each;
one sentence in eight was held out. Data, scores and failures are in the card,
`models/translation.md`. *Both ways* reads in both directions and hands over one vector; *attention* reads
like it and looks back at every state. Its weights tell which **state** is used; a state has read its neighbors, so a
verb may use the state at “does”. States of the encoder are s here, those of the decoder h.
"""
PROOF = (
    "Gradients: against finite differences. Log P: against a recomputation with lstm.step, "
    "word after word. Held-out sentences: difference between the score now and that in the card."
)
FAILURES = 3
"""So many sentences that went wrong are offered."""
NEXT_WORD = 112
"""The width in px of the list of next words."""


def next_word(page: Page[Translation]) -> None:
    """The list of the words that may come next; the one chosen is added to the sentence."""
    text = page.now.sentence
    key = f"{page.key('next_word')}.{page.token('sentence')}"

    def add() -> None:
        word = st.session_state[key]
        if word:
            page.change(sentence=f"{text} {word}".strip())

    st.selectbox(
        "Next word",
        reading.offered(reading.typed(text)),
        index=None,
        placeholder="add …",
        key=key,
        on_change=add,
        width=wide(NEXT_WORD),
        help="Adds a word to the sentence. Only the words that may follow are offered.",
    )


def verdict(shown: Translated, *, title: str = "Translation") -> Card:
    """What was written beside what the grammar says."""
    written, right = shown.trace.written, shown.right
    if not shown.reference:
        said = f"{marked(written, right)} :gray[log P = {signed(shown.trace.total, 3)}]"
        return Card("verdict", title, f":gray[Not checkable: {why_not(shown)}]  \n{said}")
    if written == shown.reference:
        head = f":green[✓ right in all {len(written)} words]"
    else:
        missing = len(shown.reference) - sum(right)
        n = _wrong(shown)
        head = f":orange[✗ {n} word{'s' * (n != 1)} wrong, {missing} missing]"
    body = [head, f"{marked(written, right)} :gray[log P = {signed(shown.trace.total, 3)}]"]
    if written != shown.reference:
        body.append(f":gray[The grammar:] {plain(as_written(shown.reference))}")
    seen = "was never in training" if spared(list(shown.trace.words)) else "may have been in training"
    return Card("verdict", title, "  \n".join([*body, f":gray[The sentence {seen}.]"]))


def why_not(shown: Translated) -> str:
    """Why there is no reference for this sentence."""
    if shown.strangers:
        named = ", ".join(f"“{plain(word)}”" for word in shown.strangers)
        one = len(shown.strangers) == 1
        return f"{named} {'is a word' if one else 'are words'} that the network never saw, read as {plain(UNKNOWN)}."
    words = list(shown.trace.words)
    good = reading.known(words)
    if good == len(words):
        return "the sentence is unfinished."
    return f"the small grammar has no “{plain(words[good])}” {_after(words[:good])}."


def remark(text: str, shown: Translated) -> str:
    """What was changed of the typed text, and that it has no reference; nothing for a sentence of the grammar."""
    said = [plain(changed(text))] if changed(text) else []
    if not shown.reference:
        said.append(f"No reference exists: {why_not(shown)}")
    return " ".join(said)


def _after(words: Sequence[str]) -> str:
    return f"after “{plain(words[-1])}”" if words else "at the start"


def of_map(*, weights: bool) -> Card:
    """What the numbers of the map are, weights of attention or what each written word needs."""
    if weights:
        body = (
            "A row holds the weights $\\alpha$ of one time step. Each belongs to a state of the encoder, and a state "
            "has read its neighbors: this encoder reads in both directions. The map shows which states are averaged, "
            "not why a word is written."
        )
        return Card("map", "A state has read its neighbors", body)
    body = (
        "A row shows how much less likely, in $\\log p$, the written word becomes when one English word is not read. "
        "The words written before stay as they are."
    )
    return Card("map", "What each written word needs", body)


def beamed(shown: Translated, tree: Tree, width: int) -> Card:
    """What a beam of ``width`` found, where that is not what greedy wrote."""
    found = tuple(shown.trace.translator.words(tree.tokens(tree.best)))
    total = signed(tree.nodes[tree.best].total, 3)
    right = ":green[✓ right]" if found == shown.reference else ":orange[✗ wrong]"
    if not shown.reference:
        right = ":gray[No reference exists.]"
    if found == shown.trace.written:
        body = f"The same as greedy. :gray[log P = {total}]"
    else:
        fits = agreeing(found, shown.reference) if shown.reference else (True,) * len(found)
        body = f"{marked(found, fits)}  \n"
        body += f":gray[log P = {total}, greedy's is {signed(shown.trace.total, 3)}]"
    return Card("beam", f"Beam of {width}", f"{right}  \n{body}")


def failures(page: Page[Translation]) -> Card:
    """Held-out sentences that the network gets wrong, each with a button that translates it."""
    wrong = shipped.measured("translation")[page.now.network]["wrong"]
    found = [(kind, case[0]) for kind, cases in wrong.items() for case in cases[:1]]

    def translate(sentence: str) -> None:
        page.change(view="walk", handed=OWN, sentence=sentence)
        page.jump(LAST)

    presses = []
    for kind, sentence in found[:FAILURES]:
        clauses = "new pair" if not kind.isdigit() else f"{kind} clause{'s' * (kind != '1')}"
        presses.append(Press(f"{clauses}: {_short(sentence)}", partial(translate, sentence), "link"))
    return Card(
        "failures",
        "Held-out sentences that it gets wrong",
        f"{len(found)} kinds of sentences have failures. Choose one to translate it.",
        presses,
    )


def marked(written: Sequence[str], right: Sequence[bool]) -> str:
    """The words as one writes them, the wrong ones orange."""
    parts = []
    for word, fits in zip(written, right, strict=True):
        shown = plain(word)
        parts.append(shown if fits else f":orange[**{shown}**]")
        if not word.endswith("'"):
            parts.append(" ")
    return "".join(parts).strip() or "nothing"


def as_written(words: Sequence[str]) -> str:
    """The words as one writes them."""
    return french.written(list(words)) or "nothing"


def _wrong(shown: Translated) -> int:
    return len(shown.right) - sum(shown.right)


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= LONGEST else f"{sentence[: LONGEST - 1]}…"
