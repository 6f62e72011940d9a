"""The player: it goes on in slices, keeps its source, and never computes a step twice."""

from collections.abc import Iterator

import pytest

from rnn_core.loop import Diverged
from ui.player import MOST_KEPT, SLICE, TICK, Player


class Counting:
    """A source that counts, and remembers how often it was begun and how many steps it made."""

    def __init__(self, last: int = 10**6, fails_at: int = 10**6) -> None:
        self.begun, self.made, self.last, self.fails_at = 0, 0, last, fails_at

    def __call__(self, since: int) -> Iterator[int]:
        """Count on from ``since``."""
        self.begun += 1
        for number in range(since + 1, self.last + 1):
            if number == self.fails_at:
                raise Diverged(number - 1, "too large")
            self.made += 1
            yield number


def loaded(of: str = "a") -> Player[int]:
    player: Player[int] = Player()
    player.load(of, lambda: 0)
    return player


def test_it_stands_still_until_it_plays() -> None:
    player, source = loaded(), Counting()
    player.advance(source)
    assert (player.shot, source.begun) == (0, 0)


def test_slices_continue_the_same_source() -> None:
    player, source = loaded(), Counting()
    player.play()
    for _ in range(3):
        player.advance(source, most=2)
    assert player.shot == 6
    assert (source.begun, source.made) == (1, 6)


def test_a_slice_takes_no_more_than_its_time() -> None:
    player, source = loaded(), Counting()
    player.play()
    player.advance(source)
    assert 0 < source.made < source.last


def test_other_settings_begin_another_source_from_where_it_stands() -> None:
    player, slow, fast = loaded(), Counting(), Counting()
    player.play()
    player.advance(slow, under="slow", most=3)
    player.advance(fast, under="fast", most=2)
    assert player.shot == 5
    assert (slow.begun, slow.made, fast.begun, fast.made) == (1, 3, 1, 2)


def test_a_pause_keeps_the_source() -> None:
    player, source = loaded(), Counting()
    player.play()
    player.advance(source, most=2)
    player.pause()
    player.advance(source, most=2)
    assert player.shot == 2
    player.play()
    player.advance(source, most=2)
    assert (player.shot, source.begun, source.made) == (4, 1, 4)


def test_it_stops_at_the_end_and_stays_there() -> None:
    player, source = loaded(), Counting(last=3)
    player.play()
    player.advance(source, most=9)
    assert (player.shot, player.playing, player.over) == (3, False, True)
    player.play()
    player.advance(source)
    assert (player.shot, player.playing, source.begun) == (3, False, 1)


def test_it_stops_where_the_source_diverges_and_says_so() -> None:
    player, source = loaded(), Counting(fails_at=3)
    player.play()
    player.advance(source, most=9)
    assert (player.shot, player.playing) == (2, False)
    assert player.diverged is not None
    assert player.diverged.reason == "too large"


def test_another_thing_is_loaded_at_its_start_and_the_first_comes_back_as_it_was_left() -> None:
    player, source = loaded("a"), Counting()
    player.play()
    player.advance(source, most=4)
    assert player.load("b", lambda: 100) == 100
    assert not player.playing
    assert player.load("a", lambda: 0) == 4
    assert player.load("b", lambda: 0) == 100


def test_only_the_last_few_things_are_kept() -> None:
    player = loaded("0")
    for number in range(1, MOST_KEPT + 3):
        player.load(str(number), lambda: 7)
    assert player.load("0", lambda: -1) == -1


def test_starting_over_puts_aside_what_can_be_brought_back() -> None:
    player, source = loaded(), Counting()
    player.play()
    player.advance(source, most=4)
    player.start_over(0)
    assert (player.shot, player.playing) == (0, False)
    player.bring_back()
    assert player.shot == 4
    player.play()
    player.advance(source, most=1)
    assert player.shot == 5


def test_the_time_left_is_told_by_the_steps_made() -> None:
    player, source = loaded(), Counting()
    assert player.seconds_left(10) is None
    player.play()
    player.advance(source, most=5)
    left = player.seconds_left(10)
    assert left is not None
    assert left == pytest.approx(2 * player.seconds * TICK / SLICE)
