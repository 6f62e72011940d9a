"""Shipped models are read once, and only when a page asks."""

import pytest

from ui import shipped


def test_the_second_reader_gets_the_same_weights() -> None:
    assert shipped.model("keeper") is shipped.model("keeper")


def test_a_model_that_is_not_shipped_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"nobody\.npz"):
        shipped.model("nobody")


def test_what_a_training_measured_is_read_as_it_was_written() -> None:
    assert shipped.measured("truncated_race").keys()
