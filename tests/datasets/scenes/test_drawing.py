"""Facts can be seen in the picture, accidents are those of the seed."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from datasets.scenes import layout
from datasets.scenes.draw_lots import scenes
from datasets.scenes.drawing import SIZE, Picture, as_input, draw
from datasets.scenes.facts import CLASSES, COLORS, NOVEL, PLACES, POSES
from datasets.scenes.scene import Scene, Thing
from datasets.scenes.sprites import HEIGHTS, SPRITES, stamp


def near(picture: Picture, color: str, most: int = 60) -> float:
    """The share of the pixels that have about this color."""
    apart = np.abs(picture.astype(int) - COLORS[color]).sum(2)
    return float((apart < most).mean())


def one(text_place: str, name: str, color: str, action: str = "", seed: int = 3) -> Scene:
    return Scene(text_place, (Thing(name, color),), action, seed=seed)


def test_a_picture_is_drawn_again_pixel_by_pixel() -> None:
    for scene in scenes(12, 1):
        picture = draw(scene)
        assert picture.shape == (SIZE, SIZE, 3)
        assert picture.dtype == np.uint8
        assert (picture == draw(scene)).all()


def test_a_large_picture_shows_the_same() -> None:
    for scene in scenes(8, 2):
        small, large = draw(scene, grain=False), draw(scene, 256, grain=False)
        back = np.asarray(Image.fromarray(large).resize((SIZE, SIZE), Image.Resampling.BOX))
        assert np.abs(back.astype(int) - small).mean() < 6


def test_the_picture_is_the_known_one_within_a_tolerance() -> None:
    picture = draw(one("park", "ball", "red"), grain=False)
    sky, ground, middle = picture[2, 2], picture[-3, 2], picture[near_rows(picture, "red")]
    assert np.abs(sky.astype(int) - (150, 205, 245)).max() <= 20
    assert np.abs(ground.astype(int) - (95, 170, 75)).max() <= 20
    assert len(middle) > 5


def near_rows(picture: Picture, color: str) -> tuple[np.ndarray, ...]:
    return np.nonzero(np.abs(picture.astype(int) - COLORS[color]).sum(2) < 60)


@pytest.mark.parametrize("color", COLORS)
def test_a_thing_has_its_color(color: str) -> None:
    seen = draw(one("street", "bus", color), grain=False)
    other = "blue" if color == "red" else "red"
    assert near(seen, color) > 0.04 > near(seen, other)


def test_a_thing_stands_where_it_says_and_is_as_large_as_it_says() -> None:
    columns = []
    for x in (20, 80):
        picture = draw(Scene("snow", (Thing("ball", "red", x, 150),), seed=5), grain=False)
        columns.append(near_rows(picture, "red")[1].mean() / SIZE)
    assert columns == pytest.approx([0.2, 0.8], abs=0.03)
    small, large = (
        near(draw(Scene("snow", (Thing("ball", "red", 50, s),), seed=5), grain=False), "red") for s in (80, 160)
    )
    assert large > 2 * small


def test_a_count_and_a_relation_can_be_seen() -> None:
    groups = [draw(Scene("snow", (Thing("ball", "red"),), count=n, seed=5), grain=False) for n in (2, 3)]
    gaps = [(np.abs(g.astype(int) - COLORS["red"]).sum(2) < 60).any(0) for g in groups]
    assert [int((np.diff(g.astype(int)) == 1).sum()) for g in gaps] == [2, 3]
    pair = (Thing("cat", "black"), Thing("bus", "red"))
    on, beside = (draw(Scene("snow", pair, relation=r, seed=5), grain=False) for r in ("on top of", "next to"))
    rows = [near_rows(p, "black")[0].min() - near_rows(p, "red")[0].min() for p in (on, beside)]
    assert rows[0] < 0 < rows[1]


def test_every_action_looks_different() -> None:
    for name, poses in POSES.items():
        drawn = [draw(one("park", name, "red", pose), grain=False).astype(int) for pose in poses]
        for k, picture in enumerate(drawn):
            assert all(np.abs(picture - each).max() > 40 for each in drawn[:k])


def test_every_place_looks_different() -> None:
    drawn = [draw(one(place, "ball", "red"), grain=False).astype(int) for place in PLACES]
    for k, picture in enumerate(drawn):
        assert all(np.abs(picture - each).mean() > 10 for each in drawn[:k])


@pytest.mark.parametrize("name", [*CLASSES, *NOVEL, "umbrella", "skateboard"])
def test_every_sprite_is_drawn_inside_about_its_height_and_mirrored(name: str) -> None:
    pictures = []
    for flip in (False, True):
        image = Image.new("RGB", (200, 200), (0, 0, 255))
        pen = stamp(ImageDraw.Draw(image), name, COLORS["red"], "", 100, 150, 80, flip=flip)
        assert pen.height == 80
        pictures.append(np.asarray(image))
    drawn = (pictures[0] != (0, 0, 255)).any(2)
    rows, columns = np.nonzero(drawn)
    assert 150 - 1.4 * 80 <= rows.min() < 150
    assert rows.max() <= 150 + 0.5 * 80
    assert columns.min() > 20
    mirrored = (pictures[1] != (0, 0, 255)).any(2)[:, ::-1]
    assert (drawn[:, 1:] == mirrored[:, :-1]).mean() > 0.97


def test_every_sprite_has_a_height() -> None:
    assert set(HEIGHTS) == set(SPRITES)


def test_a_network_reads_numbers_from_minus_one_to_one() -> None:
    picture = draw(scenes(1, 1)[0])
    x = as_input(picture)
    assert x.shape == (3, SIZE, SIZE)
    assert x.dtype == np.float64
    assert x[1, 5, 7] == picture[5, 7, 1] / 127.5 - 1
    assert as_input(draw(scenes(1, 1)[0], 256)).shape == (3, SIZE, SIZE)


def test_the_layout_says_where_a_thing_is_drawn() -> None:
    for seed in range(5):
        scene = Scene("snow", (Thing("ball", "red"),), seed=seed)
        (placed,) = layout.of(scene)
        assert isinstance(placed, layout.Placed)
        rows, columns = near_rows(draw(scene, grain=False), "red")
        assert columns.mean() / SIZE == pytest.approx(placed.x, abs=0.03)
        assert rows.max() / SIZE == pytest.approx(placed.y, abs=0.04)
