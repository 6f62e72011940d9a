"""The player: whatever is made step by step while the reader watches, such as a training, goes on in slices.

A page gives it a source: an iterator of what is to be shown, made anew from the last one where the reader went on to
another thing and came back. The player keeps the iterator, so nothing is computed twice.
"""

import time
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import streamlit as st

from rnn_core.loop import Diverged
from ui import limits, navigation, presenter, progress
from ui.components.card import Press
from ui.registry import neighbors
from ui.state import Page, open_from_behind, visit

Shot = TypeVar("Shot")
Shown = TypeVar("Shown")
TICK = 0.15
"""Seconds between two slices."""
SLICE = 0.09
"""Seconds that a slice takes at the most, if one step does not take longer."""
MOST_KEPT = 12
"""Sources whose last shots are kept for the time the reader comes back."""


@dataclass(slots=True)
class Player(Generic[Shot]):
    """One source, the shot it is at, and whether it plays.

    of: what is played, which the source belongs to. under: the settings the source was made with. made, seconds: the
    steps of this source's thing made here, and the time they took. spent: the time that all steps of the player took.
    counted: the visit has counted that it plays.
    diverged: the event that ended the source. over: the source has ended by itself. aside: the shots that *Start over*
    has put aside. kept: the last shots of other sources.
    """

    playing: bool = False
    of: Hashable = None
    under: Hashable = None
    shot: Shot | None = None
    source: Iterator[Shot] | None = None
    diverged: Diverged | None = None
    over: bool = False
    made: int = 0
    seconds: float = 0.0
    spent: float = 0.0
    counted: bool = False
    aside: dict[Hashable, Shot] = field(default_factory=dict)
    kept: dict[Hashable, Shot] = field(default_factory=dict)

    def load(self, of: Hashable, first: Callable[[], Shot]) -> Shot:
        """The shot that ``of`` is at: where the reader left it in this visit, else ``first()``."""
        if self.shot is None or self.of != of:
            if self.shot is not None:
                self.kept.pop(self.of, None)
                self.kept[self.of] = self.shot
                while len(self.kept) > MOST_KEPT:
                    del self.kept[next(iter(self.kept))]
            self.playing = False
            self.of = of
            self.made, self.seconds = 0, 0.0
            self.show(self.kept[of] if of in self.kept else first())
        assert self.shot is not None
        return self.shot

    def show(self, shot: Shot) -> None:
        """Go on from ``shot`` from now on."""
        self.shot, self.source, self.diverged, self.over = shot, None, None, False

    def advance(
        self, grow: Callable[[Shot], Iterator[Shot]], *, under: Hashable = None, most: int | None = None
    ) -> None:
        """Go on for one slice, at most ``most`` steps, while it plays; stops where the source ends or diverges.

        ``grow`` makes the source that goes on from a shot, ``under`` settings (a learning rate) whose change needs
        another one.
        """
        began, steps = time.perf_counter(), 0
        while self.playing and (most is None or steps < most):
            if not self.step(grow, under=under):
                self.playing = False
            steps += 1
            if time.perf_counter() - began > SLICE:
                break

    def step(self, grow: Callable[[Shot], Iterator[Shot]], *, under: Hashable = None) -> bool:
        """Go one step on; False where there is none."""
        assert self.shot is not None
        if self.diverged or (self.over and self.under == under):
            return False
        if self.source is None or self.under != under:
            self.source, self.under, self.over = grow(self.shot), under, False
        began = time.perf_counter()
        try:
            self.shot = next(self.source)
        except StopIteration:
            self.source, self.over = None, True
            return False
        except Diverged as event:
            self.source, self.diverged = None, event
            return False
        finally:
            took = time.perf_counter() - began
            self.seconds += took
            self.spent += took
        self.made += 1
        return True

    def play(self) -> None:
        """Go on, a slice at every tick."""
        self.playing = True

    def pause(self) -> None:
        """Stand still."""
        self.playing = False

    def start_over(self, first: Shot) -> None:
        """Back to ``first``; what was reached is put aside."""
        self.playing = False
        if self.shot is not None:
            self.aside[self.of] = self.shot
        self.show(first)

    def bring_back(self) -> None:
        """Take up again what was put aside."""
        self.show(self.aside.pop(self.of))

    def seconds_left(self, steps: int) -> float | None:
        """How long ``steps`` more will take while it plays, by those made here; None before there was one."""
        return self.seconds / self.made * steps * TICK / SLICE if self.made else None


def player(page: Page[Any], name: str = "player") -> Player[Any]:
    """The player ``name`` of the page; it belongs to this visit and this page alone."""
    found: Player[Any] = page.held.own.setdefault(name, Player())
    return found


def playing(page: Page[Any]) -> bool:
    """True while anything plays on the page."""
    return any(each.playing for each in _players(page))


def _players(page: Page[Any]) -> list[Player[Any]]:
    return [each for each in page.held.own.values() if isinstance(each, Player)]


def _within_limits(page: Page[Any]) -> None:
    """Count what has begun to play, and let nothing play that the visit may not begin or has no time for."""
    for each in _players(page):
        if each.playing and (limits.out_of_time() or (not each.counted and limits.used_up())):
            each.pause()
        if each.playing and not each.counted:
            limits.began()
        each.counted = each.playing


def _spent(page: Page[Any]) -> float:
    return sum(each.spent for each in _players(page))


def live(page: Page[Any], view: Callable[[], Shown], *, around: Callable[[], Hashable] = lambda: None) -> Shown:
    """What ``view`` returns, run as a fragment of its page, at every tick while anything plays.

    At the end of each run the address follows; what a training reaches only once it stands still, for some browsers
    allow few changes of the address. The whole page is run where ``around`` returns another value than before: what
    stands around the fragment depends on it.
    """
    ticking, presenting = playing(page), presenter.active()
    drawn: list[Hashable] = []

    def once() -> Shown:
        leave(page)
        if presenter.active() != presenting:
            st.rerun()
        _within_limits(page)
        if not ticking:  # before anything is drawn: what is new would be pale in the run that follows
            if playing(page):
                st.rerun()
            progress.show_news()
        spent = _spent(page)
        shown = view()
        limits.took(_spent(page) - spent)
        _within_limits(page)
        page.write_address()
        progress.show_news()
        now = around()
        if not drawn:
            drawn.append(now)
        if playing(page) != ticking or drawn != [now]:
            st.rerun()
        return shown

    shown = st.fragment(once, run_every=TICK if ticking else None)()
    progress.keep()
    return shown


def leave(page: Page[Any]) -> None:
    """Go on to the next lesson, or back to the last stop of the one before, where the guide or a clicker asked for it.

    A presenter finds the next lesson at its beginning, a reader as it was left.
    """
    by, visit().leaving = visit().leaving, 0
    if not by:
        return
    before, after = neighbors(page.slug)
    to = after if by > 0 else before
    if to is None:
        st.switch_page(navigation.home())
    if by < 0:
        open_from_behind(to.slug)
    elif visit().presenting:
        visit().pages.pop(to.slug, None)
    st.switch_page(navigation.menu_entry(to))


def toggle(
    page: Page[Any],
    on: Player[Any],
    *,
    label: str = "Train",
    disabled: bool = False,
    then: Callable[[], None] | None = None,
    paused: Callable[[], None] | None = None,
) -> None:
    """The button that plays or pauses; ``then`` is called as it begins to play, ``paused`` once it stands still.

    It is one button with two labels: two would stand side by side for a moment, and a press on what stands right of
    them would be lost.
    """
    press = turn(on, label=label, disabled=disabled, then=then, paused=paused)
    st.button(
        press.label,
        key=page.key("play"),
        on_click=press.on_press,
        width=80,
        disabled=press.disabled,
        help=press.help or None,
    )


def turn(
    on: Player[Any],
    *,
    label: str = "Train",
    disabled: bool = False,
    then: Callable[[], None] | None = None,
    paused: Callable[[], None] | None = None,
) -> Press:
    """The same as a button of a card."""

    def begin() -> None:
        if then is not None:
            then()
        on.play()

    def halt() -> None:
        on.pause()
        if paused is not None:
            paused()

    if on.playing:
        return Press("Pause", halt)
    used_up = limits.used_up()
    return Press(label, begin, disabled=disabled or bool(used_up), help=used_up or limits.STATED)
