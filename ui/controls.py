"""The widgets of a lesson: bound to the address, checked when a link sets them, reset together."""

import operator
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import streamlit as st

from rnn_core.text import graphemes
from ui import late, link, live_slider, presenting

LONGEST_WORD = 40
LONGEST_QUOTED = 120
NOT_TEXT = ("Cc", "Cf", "Cs", "Co", "Cn")
"""Unicode's categories of control, format, surrogate, private and unassigned code points."""
LONGEST_SYMBOL = 32
"""In code points: a family of emoji has 11, and a link must stay one that can be sent."""
LIVE: set[str] = set()
"""The keys whose widget is our own live slider; they are known once a page has run."""


def choice(
    key: str, label: str, options: Mapping[str, str], *, help: str, default: str | None = None
) -> str:
    """One of ``options`` (value: what link and reader see); the first one by default."""
    default = default or next(iter(options))
    _accept(key, default, lambda text: _not_among(text, options.values()))
    value: str | None = st.segmented_control(
        label,
        list(options),
        default=default,
        required=True,
        format_func=options.__getitem__,
        key=key,
        help=help,
        bind="query-params",
    )
    return value or default  # None where a link leaves it empty


def whole(
    key: str,
    label: str,
    low: int,
    high: int,
    default: int,
    *,
    help: str,
    disabled: bool = False,
    fixed: int | None = None,
) -> int:
    """A whole number from ``low`` to ``high`` on a slider.

    While nothing can be chosen it shows ``fixed``; what the reader had chosen comes back later.
    """
    _accept(key, default, lambda text: _outside(text, low, high))
    if fixed is not None:
        if key in st.session_state:
            st.session_state[key] = st.session_state[key]
        st.session_state[f"{key}.fixed"] = fixed
        return st.slider(
            label, low, high, key=f"{key}.fixed", help=help, disabled=True, width=_wide(108)
        )
    value: int = st.slider(
        label,
        low,
        high,
        default,
        key=key,
        help=help,
        disabled=disabled,
        width=_wide(108),
        bind="query-params",
    )
    return value


def span(
    key: str, label: str, low: int, high: int, default: tuple[int, int], *, help: str
) -> tuple[int, int]:
    """Two whole numbers from ``low`` to ``high``, the smaller one first, on one slider."""

    def problem(text: str) -> str | None:
        return next(filter(None, (_outside(part, low, high) for part in text.split(" to "))), None)

    _accept(key, default, problem, parts=2)
    value: tuple[int, int] = st.slider(
        label, low, high, default, key=key, help=help, width=_wide(108), bind="query-params"
    )
    return value


def stop(
    key: str,
    label: str,
    stops: Sequence[float],
    default: float,
    *,
    help: str,
    disabled: bool = False,
) -> float:
    """One of ``stops`` on a slider; for quantities whose size matters by factors."""
    texts = [format(value, "g") for value in stops]
    _accept(key, format(default, "g"), lambda text: _not_among(text, texts))
    value: str = st.select_slider(
        label,
        texts,
        format(default, "g"),
        key=key,
        help=help,
        disabled=disabled,
        width=_wide(108),
        bind="query-params",
    )
    return float(value)


def option(
    key: str,
    label: str,
    options: Sequence[str],
    *,
    help: str,
    default: str | None = None,
    width: int = 76,
) -> str:
    """One of ``options`` from a list; the first one by default, also when the list has changed."""
    default = default or options[0]
    _accept(key, default, lambda text: _not_among(text, options))
    if st.session_state.get(key) not in (None, *options):
        st.session_state[key] = default
    value: str = st.selectbox(
        label,
        options,
        index=options.index(default),
        key=key,
        help=help,
        width=_wide(width),
        bind="query-params",
    )
    return value


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
    _accept(key, default, problem)
    typed: str = st.text_input(
        label, default, key=key, help=help, width=_wide(width), bind="query-params"
    )
    return _usable(key, typed, default, problem, noun)


def passage(
    key: str, label: str, default: str, *, help: str, problem: Callable[[str], str | None]
) -> str:
    """A text of several lines; the last good one while ``problem`` finds one in what is typed."""
    _accept(key, default, problem)
    typed: str = st.text_area(
        label, default, key=key, help=help, height=68, width=_wide(300), bind="query-params"
    )
    return _usable(key, typed, default, problem, "text")


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


def remark(text: str) -> None:
    """Say beside the controls what could not be done, and what stands in its place."""
    st.session_state["controls.remarks"].append(text)


def remarks() -> tuple[str, ...]:
    """What there is to say about the controls in this run."""
    return tuple(st.session_state["controls.remarks"])


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


def live(
    key: str,
    label: str,
    low: float,
    high: float,
    step: float,
    default: float,
    *,
    help: str,
    low_text: str = "",
) -> float:
    """A number from ``low`` to ``high`` that the page follows while the slider is dragged."""
    _declared()[key] = default
    LIVE.add(key)

    def parse(text: str) -> float | None:
        try:
            number = float(text)
        except ValueError:
            return None
        return number if low <= number <= high else None

    def recall(*, mirror: bool) -> float:
        return link.recall(key, default, parse, "{:g}".format, mirror=mirror)

    reported = live_slider.mount(
        f"{key}.live",
        label,
        low=low,
        high=high,
        step=step,
        value=recall(mirror=False),
        help=help,
        low_text=low_text,
        width=_wide(132),
    )
    _hear(key, reported)
    return recall(mirror=True)


def reset() -> None:
    """Put every control of the page, and all else it remembers, back; for use in a callback."""
    link.forget_page()
    set_to(_declared())


def take_along(low: str, high: str) -> None:
    """Keep the live slider ``low`` at most at ``high``: the one just moved takes the other along.

    To be called before both of them.
    """
    pairs: tuple[tuple[str, str, Callable[[Any, Any], bool]], ...] = (
        (low, high, operator.gt),
        (high, low, operator.lt),
    )
    for moved, other, beyond in pairs:
        state = st.session_state.get(f"{moved}.live")
        if _hear(moved, state["value"] if state else None):
            mine, its = link.remembered(moved), link.remembered(other)
            if isinstance(its, float) and beyond(mine, its):
                link.remember(other, mine)


def _hear(key: str, reported: float | None) -> bool:
    """True if the live slider reports another value than before, which is then remembered."""
    seen: dict[str, float | None] = st.session_state.setdefault("controls.live_seen", {})
    if reported == seen.get(key):
        return False
    seen[key] = reported
    if reported is not None:
        link.remember(key, float(reported))
    return reported is not None


def lecture_values() -> None:
    """The button that resets the page."""
    st.button(
        "Lecture values",
        key="lecture_values",
        on_click=reset,
        help="Put every control back to the values of the lecture's slide.",
    )


def set_to(values: Mapping[str, Any]) -> None:
    """Set controls by their keys, as *Show me* does; for use in a callback."""
    for key, value in values.items():
        if key in LIVE:
            link.remember(key, float(value))
        else:
            late.keep(key, value)
            st.session_state[key] = value


def begin() -> None:
    """Start a page's lists of controls and remarks anew."""
    st.session_state["controls.declared"] = {}
    st.session_state["controls.remarks"] = []
    late.mend()
    set_to(st.session_state.pop("controls.refused", {}))
    st.session_state["controls.refused"] = {}


def end() -> None:
    """Run the page anew if a control's link was refused: only then lets its widget be corrected."""
    if st.session_state["controls.refused"]:
        st.rerun()


def _accept(
    key: str, default: object, problem: Callable[[str], str | None], *, parts: int = 1
) -> None:
    _declared()[key] = default
    if link.check(key, problem, parts=parts):
        st.session_state["controls.refused"][key] = default


def _declared() -> dict[str, object]:
    declared: dict[str, object] = st.session_state.setdefault("controls.declared", {})
    return declared


def _last_good() -> dict[str, str]:
    good: dict[str, str] = st.session_state.setdefault("controls.last_good", {})
    return good


def _wide(width: int) -> int:
    return round(width * 1.35) if presenting.active() else width


def _not_among(text: str, options: Iterable[str]) -> str | None:
    return None if text in options else f"none of {', '.join(options)}"


def _outside(text: str, low: int, high: int) -> str | None:
    try:
        inside = low <= int(text) <= high
    except ValueError:
        return "not a whole number"
    return None if inside else f"outside {low} to {high}"
