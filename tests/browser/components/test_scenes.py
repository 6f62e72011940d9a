"""A clicker is faster than the page: what it asks for while a scene is being drawn."""

from typing import Any

import pytest

from figures import curve_data
from figures.payload import as_data
from tests.browser.components.conftest import OpenStage
from tests.browser.components.stage import GraphStage
from tests.browser.scenes_harness import LAST, diagram, line

GLIMPSE = 300
"""Ms in which a scene is seen before the press that waited for it counts."""


class Scenes:
    """A page whose script draws a scene when it is told to: diagrams and curves take turns."""

    def __init__(self, stage: GraphStage) -> None:
        self.stage = stage
        self.scene = 0

    def press(self, *keys: str, after: int = 0) -> None:
        """Press keys on the page, the first so many ms after the last one."""
        self.stage.page.clock.run_for(after)
        self.stage.press(*keys)

    def asked(self) -> list[int]:
        """The ways, 1 or −1, in which a scene was asked for."""
        return [value["by"] for value in self.stage.sent("beyond")]

    def draw(self) -> None:
        """Draw the scene that was asked for last, and let it be seen."""
        self.scene = min(max(self.scene + self.asked()[-1], 0), LAST)
        stage = self.stage
        kind, data = ("curves", curves(self.scene)) if self.scene % 2 else ("graph", graph(self.scene))
        stage.draw(kind, data)
        stage.page.clock.run_for(GLIMPSE + 50)
        stage.at(2)


def graph(scene: int) -> dict[str, Any]:
    """The data of a diagram with two steps."""
    settings = {"present": True, "max_height": 520, "main": True, "home": None, "scenes": True}
    return {**as_data(diagram(scene)), **settings}


def curves(scene: int) -> dict[str, Any]:
    """The data of curves with two steps."""
    settings = {"fills": True, "least": 300, "most": 620, "bar": True, "main": True, "home": None}
    return {**curve_data.as_data(line(scene)), **settings, "present": True, "scenes": True}


@pytest.fixture
def scenes(open_stage: OpenStage) -> Scenes:
    """The first scene, at its last step."""
    stage = open_stage(GraphStage, graph(0), clock=True)
    stage.at(1)
    stage.press("PageDown")
    stage.at(2)
    return Scenes(stage)


def test_a_press_while_a_scene_is_drawn_counts_when_it_is_there(scenes: Scenes) -> None:
    scenes.press("PageDown")
    scenes.press("PageDown", after=500)
    assert scenes.asked() == [1]
    scenes.draw()
    assert scenes.asked() == [1, 1]
    scenes.draw()
    assert scenes.asked() == [1, 1]


def test_of_many_presses_while_a_scene_is_drawn_one_counts(scenes: Scenes) -> None:
    scenes.press("PageDown")
    scenes.press("PageDown", after=400)
    scenes.press("PageDown", after=50)
    scenes.press("ArrowRight", after=50)
    scenes.draw()
    scenes.draw()
    assert scenes.asked() == [1, 1]


def test_a_trembling_finger_asks_for_one_scene(scenes: Scenes) -> None:
    scenes.press("PageDown")
    scenes.press("PageDown", after=20)
    scenes.press("PageDown", after=20)
    scenes.draw()
    assert scenes.asked() == [1]


def test_a_press_back_is_no_press_for_one_scene_more(scenes: Scenes) -> None:
    scenes.press("PageDown")
    scenes.press("PageDown", after=400)
    scenes.press("PageUp", after=50)
    scenes.draw()
    assert scenes.asked() == [1]


def test_after_the_last_scene_nothing_is_kept_that_was_meant_for_the_walk(scenes: Scenes) -> None:
    for _ in range(LAST):
        scenes.press("PageDown", after=500)
        scenes.draw()
    scenes.press("PageDown", after=500)
    assert scenes.asked() == [1] * (LAST + 1)
    scenes.press("PageUp", after=50)
    scenes.stage.at(1)
    scenes.press("PageDown", after=50)
    scenes.stage.at(2)
    scenes.press("PageDown", after=500)
    assert scenes.asked() == [1] * (LAST + 2)


def test_a_scene_that_does_not_come_is_forgotten(scenes: Scenes) -> None:
    scenes.press("PageDown")
    scenes.press("PageDown", after=500)
    scenes.press(after=6000)
    scenes.press("PageDown")
    assert scenes.asked() == [1, 1]
