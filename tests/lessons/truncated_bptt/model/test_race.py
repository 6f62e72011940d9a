"""A racer trained now is the stored one, in one go or taken up again half-way."""

from itertools import islice

from lessons.truncated_bptt.model.race import Racer, distance, stored, train


def test_a_racer_taken_up_again_has_the_losses_of_one_go() -> None:
    *_, half = islice(train(Racer(25, 2)), 4)
    *_, whole = islice(train(Racer(25, 2)), 7)
    *_, resumed = islice(train(half), 3)
    assert resumed.losses == whole.losses
    assert len(whole.losses) == 7


def test_the_losses_are_the_stored_ones() -> None:
    *_, racer = islice(train(Racer(50, 1)), 20)
    points = stored().race.points(racer.losses)
    assert len(points) == 2
    assert distance(points, stored().curve(50, 1)) < 1e-10


def test_a_racer_stops_with_the_race() -> None:
    *_, last = islice(train(Racer(1, 1)), 2)
    updates = stored().race.updates
    nearly = Racer(1, 1, (0.5,) * (updates - 1), last.snapshot)
    assert [len(racer.losses) for racer in train(nearly)] == [updates]
