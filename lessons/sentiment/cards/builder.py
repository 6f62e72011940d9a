"""A sentence put together by buttons, which offer only words that the readers know."""

from collections.abc import Sequence

import streamlit as st

from datasets.reviews import words
from datasets.reviews.adjectives import Adjectives
from lessons.sentiment.model import readers
from lessons.sentiment.state import Sentiment
from ui.state import Page

SHOWN = 6
"""So many words of a kind are offered at once."""
KINDS: dict[str, tuple[str, ...]] = {
    "which": ("the", "this", "my", "it"),
    "thing": words.SINGULAR,
    "verb": ("was", "is", "has been", "seemed"),
    "turn": ("not", "never", "hardly", "far from"),
    "how much": words.INTENSE,
    "praise": (),
    "blame": (),
    "go on": ("but", "and", "although", ","),
}
"""The words of each kind; the readers' own adjectives are praise and blame."""
FOLLOWS: dict[str, tuple[str, ...]] = {
    "": ("which",),
    "which": ("thing",),
    "it": ("verb",),
    "thing": ("verb", "go on"),
    "verb": ("turn", "how much", "praise", "blame"),
    "turn": ("how much", "praise", "blame"),
    "how much": ("praise", "blame"),
    "praise": ("go on",),
    "blame": ("go on",),
    "go on": ("which", "turn", "praise", "blame"),
}
"""The kinds that may follow a kind; after a word of no kind, any may."""
OFFERED = "words offered"
"""Where the page keeps which of the words of a kind are offered."""


def offered(said: Sequence[str], adjectives: Adjectives, page: int = 0) -> dict[str, list[str]]:
    """The words that may follow what is said, by kind; another ``page`` has others of a kind."""
    kinds = KINDS | {"praise": adjectives.positive, "blame": adjectives.negative}
    last = said[-1] if said else ""
    kind = (
        last
        if last in FOLLOWS
        else next((name for name, found in kinds.items() if last in {w.split()[-1] for w in found}), None)
    )
    names = FOLLOWS[kind] if kind is not None else tuple(kinds)
    return {name: _page(kinds[name], page) for name in names}


def added(sentence: str, word: str) -> str:
    """The sentence with one more word."""
    return f"{sentence.rstrip()}{'' if word == ',' else ' '}{word}"


def show(page: Page[Sentiment]) -> None:
    """The popover in which words are added to the sentence and taken back."""
    sentence, known = page.now.sentence, readers.vocabulary().symbols
    said = page.now.words
    at: int = page.held.own.get(OFFERED, 0)
    offers = offered(said, readers.adjectives(), at)

    def offer_others() -> None:
        page.held.own[OFFERED] = at + 1

    with st.popover(
        "Build",
        icon=":material/edit:",
        help="Put a sentence together, word by word, from words that the networks know.",
    ):
        for kind, found in offers.items():
            st.caption(kind)
            with st.container(horizontal=True, gap="xsmall"):
                for number, word in enumerate(found, start=1):
                    longer = added(sentence, word)
                    fits = all(part in known for part in word.split()) and not readers.unusable(longer)
                    key = page.key(f"builder.{kind}.{number}")
                    st.button(word, key=key, on_click=_set, args=(page, longer), disabled=not fits)
        with st.container(horizontal=True, gap="small"):
            st.button(
                "Other words",
                key=page.key("builder.more"),
                on_click=offer_others,
                disabled=all(len(found) < SHOWN for found in offers.values()),
            )
            st.button(
                "Remove last word",
                key=page.key("builder.back"),
                on_click=_set,
                disabled=len(said) < 2,
                args=(page, sentence.rpartition(" ")[0]),
            )
            st.button("Start again", key=page.key("builder.anew"), on_click=_set, args=(page, "the"))


def _page(found: Sequence[str], page: int) -> list[str]:
    """The words of a page; after the last page the first one comes again."""
    begin = page * SHOWN % max(1, -(-len(found) // SHOWN) * SHOWN)
    return list(found[begin : begin + SHOWN])


def _set(page: Page[Sentiment], sentence: str) -> None:
    page.change(sentence=sentence)
