"""What a reader chooses from: one of a few, a whole number, a span, a stop, a line of a list."""

from collections.abc import Iterable, Mapping, Sequence

import streamlit as st

from ui.controls.together import accept
from ui.controls.width import wide


def choice(
    key: str, label: str, options: Mapping[str, str], *, help: str, default: str | None = None
) -> str:
    """One of ``options`` (value: what link and reader see); the first one by default."""
    default = default or next(iter(options))
    accept(key, default, lambda text: _not_among(text, options.values()))
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
    accept(key, default, lambda text: _outside(text, low, high))
    if fixed is not None:
        if key in st.session_state:
            st.session_state[key] = st.session_state[key]
        st.session_state[f"{key}.fixed"] = fixed
        return st.slider(
            label, low, high, key=f"{key}.fixed", help=help, disabled=True, width=wide(108)
        )
    value: int = st.slider(
        label,
        low,
        high,
        default,
        key=key,
        help=help,
        disabled=disabled,
        width=wide(108),
        bind="query-params",
    )
    return value


def span(
    key: str, label: str, low: int, high: int, default: tuple[int, int], *, help: str
) -> tuple[int, int]:
    """Two whole numbers from ``low`` to ``high``, the smaller one first, on one slider."""

    def problem(text: str) -> str | None:
        return next(filter(None, (_outside(part, low, high) for part in text.split(" to "))), None)

    accept(key, default, problem, parts=2)
    value: tuple[int, int] = st.slider(
        label, low, high, default, key=key, help=help, width=wide(108), bind="query-params"
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
    accept(key, format(default, "g"), lambda text: _not_among(text, texts))
    value: str = st.select_slider(
        label,
        texts,
        format(default, "g"),
        key=key,
        help=help,
        disabled=disabled,
        width=wide(108),
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
    accept(key, default, lambda text: _not_among(text, options))
    if st.session_state.get(key) not in (None, *options):
        st.session_state[key] = default
    value: str = st.selectbox(
        label,
        options,
        index=options.index(default),
        key=key,
        help=help,
        width=wide(width),
        bind="query-params",
    )
    return value


def _not_among(text: str, options: Iterable[str]) -> str | None:
    return None if text in options else f"none of {', '.join(options)}"


def _outside(text: str, low: int, high: int) -> str | None:
    try:
        inside = low <= int(text) <= high
    except ValueError:
        return "not a whole number"
    return None if inside else f"outside {low} to {high}"
