"""The kinds of fields that a page's state is made of: how each is chosen, checked and written in a link.

A field is declared where the state is: ``hidden: int = whole(3, 1, 32, "Hidden units", help="…")``. Its name is its
parameter in the link; ``was`` are names that older links used for it.
"""

import dataclasses
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from datasets import typed
from datasets.typed import Cleaned

FIELD = "field"
"""Where a dataclass field's metadata holds its kind."""
LONGEST_IN_A_LINK = 2000


class Unusable(ValueError):  # noqa: N818 - what a link says, not a fault of the program
    """A text that is no value of a field; the message says why, as in "“9” is outside 1 to 4"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field(ABC):
    """What all kinds have: label and help of the control, older names in links."""

    label: str = ""
    help: str = ""
    was: tuple[str, ...] = ()

    @property
    def has_widget(self) -> bool:
        """True if a control of the page holds the value."""
        return True

    @abstractmethod
    def parse(self, texts: Sequence[str]) -> Any:
        """The value that a link gives in ``texts``, one for each time it names the field; raises Unusable."""

    def show(self, value: Any) -> str:
        """``value`` as it stands in a link."""
        return str(value)

    def problem(self, value: Any) -> str | None:
        """Why the value that a control reports cannot be used; None if it can."""
        del value
        return None


def one(texts: Sequence[str]) -> str:
    """The only one of ``texts``; raises Unusable for several."""
    if len(texts) != 1:
        raise Unusable("given more than once")
    return texts[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Field):
    """One of a few values, side by side; ``options`` maps each to what the reader sees."""

    options: Mapping[Any, str]

    def parse(self, texts: Sequence[str]) -> Any:
        """The option named by its value or by what the reader sees."""
        text = one(texts)
        for value, shown in self.options.items():
            if text in (str(value), shown):
                return value
        raise Unusable(none_of(self.options.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Option(Field):
    """One line of a list; where ``options`` is empty the page says what they are."""

    options: tuple[str, ...] = ()
    width: int = 76

    def parse(self, texts: Sequence[str]) -> str:
        """The line as it is."""
        text = one(texts)
        if (self.options and text not in self.options) or len(text) > LONGEST_IN_A_LINK:
            raise Unusable(none_of(self.options))
        return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole(Field):
    """A whole number from ``low`` to ``high``, on a slider unless it is ``hidden``."""

    low: int
    high: int
    hidden: bool = False

    @property
    def has_widget(self) -> bool:
        """True unless it is hidden."""
        return not self.hidden

    def parse(self, texts: Sequence[str]) -> int:
        """The number within its range."""
        return whole_number(one(texts), self.low, self.high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span(Field):
    """Two whole numbers from ``low`` to ``high``, the smaller one first, on one slider."""

    low: int
    high: int

    def parse(self, texts: Sequence[str]) -> tuple[int, int]:
        """Both numbers, as ``2-5`` or one after the other."""
        parts = texts[0].split("-") if len(texts) == 1 else texts
        if len(parts) != 2:
            raise Unusable("not two numbers")
        first, second = (whole_number(part, self.low, self.high) for part in parts)
        return min(first, second), max(first, second)

    def show(self, value: Any) -> str:
        """``2-5``."""
        return f"{value[0]}-{value[1]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop(Field):
    """One of ``stops`` on a slider, for quantities whose size matters by factors."""

    stops: tuple[float, ...]

    def parse(self, texts: Sequence[str]) -> float:
        """The stop, as ``0.1``."""
        text = one(texts)
        for value in self.stops:
            if text == self.show(value):
                return value
        raise Unusable(none_of(self.show(value) for value in self.stops))

    def show(self, value: Any) -> str:
        """``0.1``."""
        return format(value, "g")


@dataclass(frozen=True, slots=True, kw_only=True)
class Live(Field):
    """A number that the page follows while its slider is dragged; ``low_text`` stands for the lowest value."""

    low: float
    high: float
    step: float
    low_text: str = ""

    def parse(self, texts: Sequence[str]) -> float:
        """The number within its range."""
        try:
            value = float(one(texts))
        except ValueError as error:
            raise Unusable("not a number") from error
        if not self.low <= value <= self.high:
            raise Unusable(f"outside {self.low:g} to {self.high:g}")
        return value

    def show(self, value: Any) -> str:
        """``0.7``."""
        return format(value, "g")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Field):
    """What a reader types; ``check`` says why a text cannot be used, ``noun`` what the text is called.

    ``lines``: it may have several, and gets a larger box. ``trimmed``: blanks around it do not count. ``width`` of the
    box is in px.
    """

    check: Callable[[str], str | None]
    noun: str = "word"
    lines: bool = False
    trimmed: bool = True
    width: int = 108

    def parse(self, texts: Sequence[str]) -> str:
        """The text, cleaned."""
        text = self.cleaned(one(texts)).text
        if problem := self.problem(text):
            raise Unusable(problem)
        return text

    def cleaned(self, text: str) -> Cleaned:
        """The text as it is used, and what was done to it."""
        return typed.cleaned(text, lines=self.lines, trimmed=self.trimmed)

    def problem(self, value: Any) -> str | None:
        """What ``check`` says; a text that no link could carry is not looked at."""
        if len(value) > LONGEST_IN_A_LINK:
            return f"too long: {len(value):,} characters, a field takes at most {LONGEST_IN_A_LINK:,}"
        return self.check(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept(Field):
    """What no control holds, such as a training so far: ``read`` returns None for a text it cannot use."""

    read: Callable[[str], Any]
    write: Callable[[Any], str]
    why: str

    @property
    def has_widget(self) -> bool:
        """False."""
        return False

    def parse(self, texts: Sequence[str]) -> Any:
        """What ``read`` makes of it."""
        value = self.read(one(texts))
        if value is None:
            raise Unusable(self.why)
        return value

    def show(self, value: Any) -> str:
        """What ``write`` makes of it."""
        return self.write(value)


def none_of(options: Iterable[str]) -> str:
    """``none of a, b, c``."""
    return f"none of {', '.join(options)}"


def whole_number(text: str, low: int, high: int) -> int:
    """``text`` as a whole number; raises Unusable for anything else, and outside ``low`` to ``high``."""
    try:
        value = int(text) if len(text) <= 9 else None
    except ValueError:
        value = None
    if value is None:
        raise Unusable("not a whole number")
    if not low <= value <= high:
        raise Unusable(f"outside {low} to {high}")
    return value


def declare(default: Any, kind: Field) -> Any:
    """A dataclass field of this kind with its default."""
    return dataclasses.field(default=default, metadata={FIELD: kind})


def of(kind: Any) -> Mapping[str, Field]:
    """The declared fields of a state's class, by name, in order."""
    return _declared(kind)


@lru_cache(maxsize=64)
def _declared(kind: Any) -> Mapping[str, Field]:
    found = {each.name: each.metadata[FIELD] for each in dataclasses.fields(kind) if FIELD in each.metadata}
    return MappingProxyType(found)


def choice(default: Any, options: Mapping[Any, str], label: str, *, help: str, was: tuple[str, ...] = ()) -> Any:
    """One of a few values, side by side."""
    return declare(default, Choice(options=options, label=label, help=help, was=was))


def option(
    default: str, label: str, *, help: str, options: Sequence[str] = (), width: int = 76, was: tuple[str, ...] = ()
) -> Any:
    """One line of a list; without ``options`` the page draws the control with those of the moment."""
    return declare(default, Option(options=tuple(options), width=width, label=label, help=help, was=was))


def whole(default: int, low: int, high: int, label: str, *, help: str, was: tuple[str, ...] = ()) -> Any:
    """A whole number on a slider."""
    return declare(default, Whole(low=low, high=high, label=label, help=help, was=was))


def number(default: int, low: int, high: int) -> Any:
    """A whole number that no control holds, such as a seed."""
    return declare(default, Whole(low=low, high=high, hidden=True))


def span(default: tuple[int, int], low: int, high: int, label: str, *, help: str, was: tuple[str, ...] = ()) -> Any:
    """Two whole numbers on one slider."""
    return declare(default, Span(low=low, high=high, label=label, help=help, was=was))


def stop(default: float, stops: Sequence[float], label: str, *, help: str, was: tuple[str, ...] = ()) -> Any:
    """One of a few numbers on a slider."""
    return declare(default, Stop(stops=tuple(stops), label=label, help=help, was=was))


def live(
    default: float,
    low: float,
    high: float,
    step: float,
    label: str,
    *,
    help: str,
    low_text: str = "",
    was: tuple[str, ...] = (),
) -> Any:
    """A number that the page follows while its slider is dragged."""
    return declare(default, Live(low=low, high=high, step=step, low_text=low_text, label=label, help=help, was=was))


def text(
    default: str,
    label: str,
    *,
    help: str,
    check: Callable[[str], str | None],
    noun: str = "word",
    lines: bool = False,
    trimmed: bool = True,
    width: int = 108,
    was: tuple[str, ...] = (),
) -> Any:
    """What a reader types; the last good text stays while what is typed cannot be used."""
    kind = Text(check=check, noun=noun, lines=lines, trimmed=trimmed, width=width, label=label, help=help, was=was)
    return declare(default, kind)


def kept(default: Any, read: Callable[[str], Any], write: Callable[[Any], str], why: str, **names: Any) -> Any:
    """What no control holds: ``read`` makes it of a link's text, or None; ``write`` makes the text."""
    return declare(default, Kept(read=read, write=write, why=why, **names))
