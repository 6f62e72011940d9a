"""What to look for: sentences with a button for a reader, scenes for a presenter."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Generic

from ui import predict, presenter
from ui.components import card
from ui.components.card import Card, Press
from ui.state import LAST, Page, S


@dataclass(frozen=True, slots=True)
class LookFor(Generic[S]):
    """One thing to watch: the sentence, and the state of the page, the parts and the step that show it.

    ``step`` counts from 0. ``then`` does what else it takes. ``closes``: the page's question is closed, for the line
    shows what it hides.
    """

    sentence: str
    state: S
    highlight: tuple[str, ...] = ()
    step: int = LAST
    then: Callable[[], None] | None = None
    closes: bool = True


def look_for(page: Page[S], lines: Sequence[LookFor[S]], scenes: Sequence[LookFor[S]] = ()) -> None:
    """What to watch, in a card of its own."""
    card.mount(page.key("look_for"), [watch(page, lines, scenes)])


def watch(page: Page[S], lines: Sequence[LookFor[S]], scenes: Sequence[LookFor[S]] = ()) -> Card:
    """The card of sentences that name what to watch, each with a button that shows it.

    For a presenter they are scenes: the clicker goes on to them where the walk ends. A page whose views have different
    lines says what all its ``scenes`` are.
    """

    def show(line: LookFor[S]) -> None:
        page.set(line.state)
        if line.then:
            line.then()
        if line.closes:
            predict.dismiss_next(page)
        page.jump(line.step, highlight=line.highlight)

    def back_to_the_walk() -> None:
        page.reset()
        page.jump(LAST)

    if presenter.active():
        told = scenes or lines
        at = presenter.announce(page, [back_to_the_walk, *(partial(show, line) for line in told)])
        if at:
            return Card("look_for", f"Look for · {at} of {len(told)}", told[at - 1].sentence)
        on = f"After the last step the clicker goes on to {len(told)} scene{'s' * (len(told) != 1)}."
        return Card("look_for", "Scenes", f":gray[{on}]")
    shows = [Press(f"{line.sentence} :green[**Show\u00a0me**]", partial(show, line), "link") for line in lines]
    return Card("look_for", "Look for", "", shows)


def keeping(page: Page[S], line: LookFor[S], *names: str) -> LookFor[S]:
    """``line`` with these fields of its state as they are now, such as a word of the reader's own."""
    return replace(line, state=replace(line.state, **{name: getattr(page.now, name) for name in names}))
