"""Long runs take turns, short ones wait for nobody."""

from threading import Event, Lock, Thread, current_thread

import pytest

from ui import turns
from ui.state import Visit


@pytest.fixture
def visits(monkeypatch: pytest.MonkeyPatch) -> dict[str, Visit]:
    """A visit for each thread, by its name."""
    found: dict[str, Visit] = {}
    monkeypatch.setattr(turns, "gate", Lock())
    monkeypatch.setattr(turns, "visit", lambda: found.setdefault(current_thread().name, Visit()))
    return found


class Run(Thread):
    """A run of a page that goes on until it is told to end."""

    def __init__(self, name: str) -> None:
        super().__init__(name=name, daemon=True)
        self.begun, self.end = Event(), Event()

    def run(self) -> None:
        """Take a turn."""
        with turns.turn("hello"):
            self.begun.set()
            self.end.wait(10)


def test_of_two_long_runs_the_second_begins_when_the_first_has_ended(visits: dict[str, Visit]) -> None:
    first, second = Run("first"), Run("second")
    first.start()
    assert first.begun.wait(5)
    second.start()
    assert not second.begun.wait(0.2)
    first.end.set()
    assert second.begun.wait(5)
    second.end.set()
    second.join(5)
    assert 0 <= visits["first"].costs["hello"] < 1


def test_a_short_run_does_not_wait_for_a_long_one(visits: dict[str, Visit]) -> None:
    visits["short"] = Visit(costs={"hello": turns.SHORT / 2})
    long, short = Run("long"), Run("short")
    long.start()
    assert long.begun.wait(5)
    short.start()
    assert short.begun.wait(5)
    for run in (long, short):
        run.end.set()
        run.join(5)


def test_a_run_that_breaks_off_lets_the_next_one_begin(visits: dict[str, Visit]) -> None:
    with pytest.raises(RuntimeError), turns.turn("hello"):
        raise RuntimeError
    run = Run("next")
    run.start()
    assert run.begun.wait(5)
    run.end.set()
    run.join(5)
    assert len(visits) == 2
