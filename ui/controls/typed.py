"""What a reader types: a word, a passage; the last good one stays while it cannot be used."""

import unicodedata
from collections.abc import Callable

import streamlit as st

from rnn_core.text import graphemes
from ui.controls.said import remark
from ui.controls.together import accept
from ui.controls.width import wide

LONGEST_WORD = 40
LONGEST_QUOTED = 120
NOT_TEXT = ("Cc", "Cf", "Cs", "Co", "Cn")
"""Unicode's categories of control, format, surrogate, private and unassigned code points."""
LONGEST_SYMBOL = 32
"""In code points: a family of emoji has 11, and a link must stay one that can be sent."""


def word(
    key: str,
    label: str,
    default: str,
    *,
    help: str,
    problem: Callable[[str], str | None] | None = None,
    width: int = 108,
    noun: str = "word",
) -> str:
    """A text of 2 to 40 symbols; the last good one while what is typed cannot be used.

    ``problem`` says what is wrong with a text where other rules than those of `unusable` hold;
    ``noun`` is what the reader is told that the text is.
    """
    problem = problem or unusable
    accept(key, default, problem)
    typed: str = st.text_input(
        label, default, key=key, help=help, width=wide(width), bind="query-params"
    )
    return _usable(key, typed, default, problem, noun)


def passage(
    key: str, label: str, default: str, *, help: str, problem: Callable[[str], str | None]
) -> str:
    """A text of several lines; the last good one while ``problem`` finds one in what is typed."""
    accept(key, default, problem)
    typed: str = st.text_area(
        label, default, key=key, help=help, height=68, width=wide(300), bind="query-params"
    )
    return _usable(key, typed, default, problem, "text")


def unusable(text: str) -> str | None:
    """Why ``text`` cannot be a lesson's word; None if it can."""
    symbols = graphemes(text)
    if len(symbols) < 2:
        return "too short: a word needs two symbols, one to read and one to predict"
    if len(symbols) > LONGEST_WORD:
        return f"too long: {len(symbols)} symbols, the lesson reads at most {LONGEST_WORD}"
    if max(map(len, symbols)) > LONGEST_SYMBOL:
        return f"not text: a symbol of it has more than {LONGEST_SYMBOL} code points"
    if any(unicodedata.category(symbol[0]) in NOT_TEXT for symbol in symbols if symbol != "\t"):
        return "not text: it contains control characters"
    return None


def _usable(
    key: str, typed: str, default: str, problem: Callable[[str], str | None], what: str
) -> str:
    found = problem(typed)
    good = _last_good()
    if found is None:
        good[key] = typed
        return typed
    kept = good.get(key, default)
    shown = kept if len(kept) <= LONGEST_QUOTED else kept[:LONGEST_QUOTED] + "…"
    remark(f"The {what} is {found}. Still showing “{shown}”.")
    return kept


def _last_good() -> dict[str, str]:
    good: dict[str, str] = st.session_state.setdefault("controls.last_good", {})
    return good
