"""The address bar as the page's state: values that no widget holds, and the check of a link.

Widgets bind themselves to the address (``bind="query-params"``); this module keeps what is not a
widget's value (seed, training so far) and refuses what a link may not say.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import TypeVar

import streamlit as st

T = TypeVar("T")
LONGEST_SHOWN = 24


@dataclass(frozen=True, slots=True)
class Refusal:
    """A parameter of the link that could not be used, and why."""

    parameter: str
    reason: str


@dataclass(slots=True)
class _Visit:
    """What this session knows of its pages: the open one, and what each remembers."""

    page: str = ""
    checked: set[str] = field(default_factory=set)
    refusals: list[Refusal] = field(default_factory=list)
    remembered: dict[tuple[str, str, Hashable], object] = field(default_factory=dict)


def arrive(page: str) -> None:
    """Note that ``page`` is open. On arrival its link counts for more than what it remembers."""
    visit = _visit()
    if visit.page == page:
        return
    visit.page, visit.checked, visit.refusals = page, set(), []
    for key in list(visit.remembered):
        if key[0] == page and key[1] in st.query_params:
            del visit.remembered[key]


def page() -> str:
    """The page that is open."""
    return _visit().page


def check(parameter: str, problem: Callable[[str], str | None], *, parts: int = 1) -> bool:
    """True if the link's ``parameter`` is refused, because ``problem`` finds one in its text.

    A parameter of several ``parts`` is given once for each; its text is "2 to 5".

    A refused parameter leaves the address, and the page shows the refusal. Looks only at what came
    with the link, not at what the reader changed since.
    """
    visit = _visit()
    if parameter in visit.checked:
        return False
    visit.checked.add(parameter)
    texts = st.query_params.get_all(parameter)
    if not texts:
        return False
    text = " to ".join(texts[:parts])
    if len(texts) == parts:
        found = problem(text)
    else:
        found = "given more than once" if parts == 1 else f"not given {parts} times"
    if found:
        del st.query_params[parameter]
        shown = text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"
        visit.refusals.append(Refusal(parameter, f"“{shown}” is {found}"))
    return found is not None


def refusals() -> tuple[Refusal, ...]:
    """What the link that opened this page said that could not be used."""
    return tuple(_visit().refusals)


def forget_page() -> None:
    """Go back to the defaults of everything this page remembers."""
    visit = _visit()
    visit.refusals.clear()
    visit.checked |= set(st.query_params)
    for key in [key for key in visit.remembered if key[0] == visit.page]:
        del visit.remembered[key]


def recall(
    parameter: str,
    default: T,
    parse: Callable[[str], T | None],
    show: Callable[[T], str] = str,
    *,
    of: Hashable = None,
    mirror: bool = True,
    why: str = "not usable",
) -> T:
    """The value of ``parameter`` on this page: remembered, else from the link, else ``default``.

    Each thing named by ``of`` (a network) has a value of its own; the link's belongs to the first
    one asked for. Keeps the address in step (unless ``mirror`` is False); a default is left out of
    it. ``parse`` returns None for a text it cannot use; ``why`` is what the reader is told then.
    """
    visit = _visit()
    key = (visit.page, parameter, of)
    text = None if parameter in visit.checked else st.query_params.get(parameter)
    if check(parameter, lambda text: why if parse(text) is None else None):
        text = None
    if key not in visit.remembered:
        parsed = None if text is None else parse(text)
        visit.remembered[key] = default if parsed is None else parsed
    value: T = visit.remembered[key]  # type: ignore[assignment]  # written by remember or above
    if mirror:
        _mirror(parameter, None if value == default else show(value))
    return value


def remember(parameter: str, value: object, *, of: Hashable = None) -> None:
    """Keep ``value`` for ``parameter`` of this page; the address follows at the next ``recall``."""
    visit = _visit()
    visit.remembered[visit.page, parameter, of] = value


def remembered(parameter: str) -> object | None:
    """What this page remembers for ``parameter``; None for nothing."""
    visit = _visit()
    return visit.remembered.get((visit.page, parameter, None))


def _mirror(parameter: str, text: str | None) -> None:
    if text is None:
        if parameter in st.query_params:
            del st.query_params[parameter]
    elif st.query_params.get(parameter) != text:
        st.query_params[parameter] = text


def _visit() -> _Visit:
    if "visit" not in st.session_state:
        st.session_state["visit"] = _Visit()
    visit: _Visit = st.session_state["visit"]
    return visit
