"""A lesson's script: the stops that its guide goes through, each a state of the page and what is true in it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Generic, Literal, TypeVar

from ui.state import LAST, PageState

S = TypeVar("S", bound=PageState)
R = TypeVar("R")
Words = str | Callable[[R], str]
"""A text, or what makes it of the result that the page shows."""
Range = Literal["start", "seeds", "always"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Generic[R]):
    """A question about the model on the screen, asked before its answer can be seen.

    ``replies`` maps each option to what is said to a reader who chooses it: for a wrong one why one might think so and
    what is wrong about it, for the right one why it is right. ``answer`` is the right option. The answer shows at
    ``step``, from 0, of the figure's walk, where ``highlight`` is pointed out. Where it is a covered
    curve the reader ``draws`` it first; the drawing stays beside the true one.
    """

    text: Words[R]
    replies: Callable[[R], Mapping[str, str]]
    answer: Callable[[R], str]
    step: int = LAST
    highlight: tuple[str, ...] = ()
    draws: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop(Generic[S, R]):
    r"""One stop: a sentence or three, and the state of the page in which they are true.

    ``name`` is its address. ``step``, from 0, is where the figure's walk stands, ``highlight`` what is pointed out
    there; a presenter walks there from ``begin``, by default from the stop before where that has the same state.
    ``covers``: what later steps reach is covered, because a later stop asks about it. ``formula`` is TeX, in which
    ``\hidden{h_t}`` has the color of the figure's hidden state. ``note`` is for the lecturer.

    ``holds`` is the text as a test on the result: at its own state (``start``), also with other seeds (``seeds``), or
    in every state (``always``). It must be false in the state ``fails``.
    """

    name: str
    title: str
    text: Words[R]
    state: S
    holds: Callable[[R], bool]
    fails: S | None = None
    scope: Range = "start"
    formula: str = ""
    step: int = LAST
    begin: int | None = None
    highlight: tuple[str, ...] = ()
    covers: bool = False
    question: Question[R] | None = None
    note: Words[R] = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it reads."""

    text: str
    replies: Mapping[str, str]
    answer: str


@dataclass(frozen=True, slots=True)
class Told:
    """A stop as it reads."""

    text: str
    note: str
    asked: Asked | None


class Script(Generic[S, R]):
    """The stops of a lesson, in order; the first is what the page opens with, the last sums up.

    ``result`` computes what the page shows in a state: the numbers of the texts come from it. ``symbols`` are the
    codes of the symbols that the page's figures use (``rnn_core.notation``).
    """

    def __init__(self, result: Callable[[S], R], stops: tuple[Stop[S, R], ...], *, symbols: tuple[str, ...]) -> None:
        """A script whose stops have different names."""
        self.result, self.stops, self.symbols = result, stops, symbols
        self.places = {stop.name: place for place, stop in enumerate(stops)}
        if len(self.places) != len(stops):
            raise ValueError("two stops have the same name")
        self._told: dict[int, Told] = {}

    def state(self, place: int) -> S:
        """The state of the page at this stop, counted from 0."""
        stop = self.stops[place]
        return replace(stop.state, stop=stop.name if place else None)

    def states(self) -> dict[str, S]:
        """The state of the page at each stop, by name."""
        return {stop.name: self.state(place) for place, stop in enumerate(self.stops)}

    def begin(self, place: int) -> int:
        """The step from which a presenter walks to where this stop stands."""
        stop = self.stops[place]
        if stop.begin is not None:
            return stop.begin
        before = self.stops[place - 1] if place else None
        if before is None or before.step >= stop.step or apart(before.state) != apart(stop.state):
            return stop.step
        return before.step + 1

    def told(self, place: int) -> Told:
        """The stop as it reads; computed when first asked for."""
        found = self._told.get(place)
        if found is None:
            found = self._told[place] = self.tell(place, self.result(self.state(place)))
        return found

    def tell(self, place: int, result: R) -> Told:
        """The stop as it reads of ``result``."""
        stop = self.stops[place]
        question = stop.question
        asked = None
        if question is not None:
            asked = Asked(_words(question.text, result), question.replies(result), question.answer(result))
        return Told(_words(stop.text, result), _words(stop.note, result), asked)


def _words(text: Words[R], result: R) -> str:
    return text if isinstance(text, str) else text(result)


def apart(state: PageState) -> PageState:
    """The state but for its stop's name, which the first stop need not have, the walk and the choice of a number."""
    return replace(state, stop=None, step=None, selected=None)
