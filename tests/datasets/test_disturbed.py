"""Pictures that were tampered with."""

import numpy as np
import pytest

from datasets.disturbed import COVER, KINDS, disturbed

PICTURE = np.random.default_rng(3).integers(0, 256, (32, 32, 3)).astype(np.uint8)


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_stays_one_and_the_original_is_left_alone(kind: str) -> None:
    before = PICTURE.copy()
    found = disturbed(PICTURE, kind, 5)
    assert (found.shape, found.dtype) == (PICTURE.shape, PICTURE.dtype)
    assert np.array_equal(PICTURE, before)
    assert np.array_equal(found, disturbed(PICTURE, kind, 5))
    assert np.array_equal(found, PICTURE) == (kind == "as drawn")


def test_what_is_mirrored_twice_or_turned_twice_is_as_it_was() -> None:
    for kind in ("mirrored", "upside down"):
        assert np.array_equal(disturbed(disturbed(PICTURE, kind), kind), PICTURE)


def test_gray_has_no_color_and_a_cover_has_its_size() -> None:
    gray = disturbed(PICTURE, "gray")
    assert (gray == gray[..., :1]).all()
    changed = (disturbed(PICTURE, "covered", 1) != PICTURE).any(-1)
    assert changed.sum() == pytest.approx((COVER * 32) ** 2, abs=2)
    for axis in (0, 1):
        touched = changed.any(axis).nonzero()[0]
        assert 8 <= touched.min() <= touched.max() < 24


def test_another_disturbance_is_refused() -> None:
    with pytest.raises(ValueError, match="kind must be one of as drawn, mirrored"):
        disturbed(PICTURE, "blurred")
