"""The lesson `truncated-bptt`: its promises hold in the script that the server runs."""

import re

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from figures.numbers import signed
from lessons.truncated_bptt import export
from lessons.truncated_bptt.figure.windows import dragged_to
from lessons.truncated_bptt.model import race, windows
from lessons.truncated_bptt.model.race import Racer
from lessons.truncated_bptt.model.windows import Windows
from lessons.truncated_bptt.state import STOPS
from rnn_core import presets
from tests.notebooks import called_by_itself, tampered
from tests.pages.conftest import (
    OpenLesson,
    button,
    components,
    control,
    explained_controls,
    figure,
    held,
    press,
    texts,
    ticked,
    words,
)
from ui import character_model, player
from ui.character_model import Choice
from ui.export.notebook import as_json
from ui.player import Player

PAGE = "truncated_bptt"


def choose(at: AppTest, option: str) -> None:
    """Choose an option of the guide's question, or skip it."""
    press(at, "truncated-bptt.guide", option)


def race_player(at: AppTest) -> Player[Racer]:
    """The player of the racer that is trained now."""
    found: Player[Racer] = held(at, "truncated-bptt").own["race"]
    return found


def losses(at: AppTest) -> tuple[float, ...]:
    """The losses of the racer trained now."""
    racer = race_player(at).shot
    assert racer is not None
    return racer.losses


def curves(at: AppTest) -> str:
    """What the page's curves were sent."""
    return "".join(str(data) for _, data in components(at) if "curves" in data)


def found_on(word: str, k: int, kind: str = "random", hidden: int = 3, seed: int = 1) -> Windows:
    choice = Choice(kind, word, hidden, seed)
    return windows.of(character_model.read(choice, character_model.replay(choice, ()).model), k)


def rows(at: AppTest) -> dict[str, tuple[str, str]]:
    """Cosine and length as the page prints them, by matrix."""
    plain = re.sub(r":\w+\[(.*?)\]", r"\1", words(at)).replace("*", "")
    found = re.findall(r"\| ([Wb]_\w+) \| (\S[^|]*) \| (\S[^|]*) \|", plain)
    return {name: (cosine, length) for name, cosine, length in found}


def cut(at: AppTest) -> list[str]:
    return [edge["id"] for edge in figure(at)["edges"] if edge["cut"]]


def test_the_first_paint_is_the_race_with_the_full_gradient_alone(open_lesson: OpenLesson) -> None:
    at = open_lesson(PAGE)
    assert "'k50'" in curves(at)
    assert "'k5'" not in curves(at)
    assert "training steps (stored)" not in words(at)


def test_the_slide_s_word_has_scissors_after_every_second_time_step(open_lesson: OpenLesson) -> None:
    at = open_lesson(PAGE, stop="carry")
    found = windows.of(presets.hello_slide().run(), 2)
    assert cut(at) == ["back.2"]
    for t in range(1, 5):
        assert texts(at, f"g.{t}") == [signed(value) for value in found.h[t - 1, 0]]
        assert texts(at, f"f.{t}") == [signed(value) for value in found.full.h[t, 0]]
    assert figure(at)["start"] == len(figure(at)["steps"]) - 1


def test_cosines_are_hidden_until_the_reader_answers_or_skips(open_lesson: OpenLesson) -> None:
    for stop in ("chunks", "carry", "which"):
        at = open_lesson(PAGE, stop=stop)
        assert not rows(at)
    choose(at, "$W_{hy}$")
    assert "is right" in words(at)
    found = windows.of(presets.hello_slide().run(), 2)
    for name in ("W_hh", "W_xh", "b_h"):
        beside = found.beside[f"cell.{name}"]
        shown = (signed(beside.cosine, 3), f"× {signed(beside.norm_ratio, 2)}")
        assert rows(at)[name] == shown
    assert rows(at)["W_hy"] == rows(at)["b_y"] == ("exact", "exact")
    assert "truncated-bptt" in ticked(at)


def test_a_wrong_answer_gets_the_cosine_of_its_matrix(open_lesson: OpenLesson) -> None:
    at = open_lesson(PAGE, stop="which")
    choose(at, "$W_{hh}$")
    assert "✗ Not $W_{hh}$" in words(at)
    found = windows.of(presets.hello_slide().run(), 2)
    assert signed(found.beside["cell.W_hh"].cosine, 3) in words(at)


def test_a_window_of_the_whole_word_is_the_full_gradient(open_lesson: OpenLesson) -> None:
    at = open_lesson(PAGE, view="update", k="4")
    assert cut(at) == []
    assert set(rows(at).values()) == {("exact", "exact")}
    for t in range(1, 5):
        assert texts(at, f"g.{t}") == texts(at, f"f.{t}")


@pytest.mark.parametrize(
    ("query", "exact"),
    [
        ({"word": "ab", "network": "random", "k": "1"}, 5),
        ({"word": "aaaa", "network": "random", "k": "1"}, 5),
        ({"word": "abracadabra" * 3 + "abraca", "network": "random", "k": "5"}, 2),
        ({"word": "hello", "network": "trained", "hidden": "1", "k": "1"}, 2),
        ({"word": "hello", "network": "trained", "hidden": "32", "k": "3"}, 2),
    ],
)
def test_the_smallest_and_the_largest_networks_work(open_lesson: OpenLesson, query: dict[str, str], exact: int) -> None:
    at = open_lesson(PAGE, view="update", **query)
    assert [found[0] for found in rows(at).values()].count("exact") == exact
    assert "nan" not in words(at)


@pytest.mark.parametrize(
    ("edges", "k", "wanted"), [(("back.2", "back.3"), 2, 3), (("back.2", "back.1"), 2, 1), (("back.6", "back.8"), 2, 3)]
)
def test_dragged_scissors_set_k(open_lesson: OpenLesson, edges: tuple[str, str], k: int, wanted: int) -> None:
    at = open_lesson(PAGE, view="update", network="random", word="hello hello", k=str(k))
    assert dragged_to(*edges, k, STOPS) == wanted
    control(at.select_slider, "truncated-bptt.k").set_value(wanted).run()
    borders = range(wanted, 10, wanted)
    assert cut(at) == [f"back.{t}" for t in borders]


def test_each_stop_on_the_word_shows_what_it_says(open_lesson: OpenLesson) -> None:
    at = open_lesson(PAGE, stop="one-step")
    assert rows(at)["W_hy"] == ("exact", "exact")
    assert cut(at) == ["back.1", "back.2", "back.3"]
    found = windows.of(presets.hello_slide().run(), 1)
    np.testing.assert_allclose(found.h, found.full.from_output, rtol=1e-14)
    press(at, "truncated-bptt.guide", "Next")
    cosine, length = rows(at)["W_hh"]
    assert float(length.removeprefix("× ")) > 2
    assert float(cosine) < 0.7


def test_the_memory_is_asked_about_before_it_is_told(open_lesson: OpenLesson) -> None:
    at = open_lesson(PAGE, stop="memory")
    assert "A truncated gradient loses no state" not in words(at)
    assert "k1.4" in curves(at)
    choose(at, "nearly all")
    assert "is right" in words(at)
    assert "state set to 0 | 50%" in words(at)
    assert "state carried on | 100%" in words(at)


def test_the_race_hides_the_short_windows_until_the_answer(open_lesson: OpenLesson) -> None:
    at = open_lesson(PAGE, stop="race")
    assert "'k5'" not in curves(at)
    assert "training steps (stored)" not in words(at)
    choose(at, "about half")
    assert "is right" in words(at)
    assert "'k5'" in curves(at)
    assert "| k = 5 | 0.682 | 58% |" in words(at)


def test_a_racer_runs_in_slices_and_has_the_stored_losses(open_lesson: OpenLesson) -> None:
    at = open_lesson(PAGE, view="race", racer="25")
    button(at, "Run it now").click().run()
    for _ in range(4):
        at.run()
    button(at, "Pause").click().run()
    trained = losses(at)
    assert len(trained) > 10
    settings = race.stored().race
    distance = race.distance(settings.points(list(trained)), race.stored().curve(25, 1))
    assert distance < 1e-10
    assert re.search(r"of 1000 training steps, about \d+ s left", words(at))
    assert "'now'" in curves(at)
    at.run()
    assert losses(at) == trained
    button(at, "Start over").click().run()
    assert not losses(at)


def test_a_race_does_not_run_where_it_is_not_seen(open_lesson: OpenLesson) -> None:
    at = open_lesson(PAGE, stop="race")
    choose(at, "Skip")
    button(at, "Run it now").click().run()
    press(at, "truncated-bptt.guide", "Next")
    assert cut(at) == ["back.2"]
    assert not race_player(at).playing


def test_a_finished_race_says_that_it_is(open_lesson: OpenLesson, monkeypatch: pytest.MonkeyPatch) -> None:
    at = open_lesson(PAGE, view="race", racer="full")
    monkeypatch.setattr(player, "SLICE", 60.0)
    button(at, "Run it now").click().run()
    assert re.search("1000 training steps, (the same bits as|agrees with) the stored run", words(at))
    assert not race_player(at).playing
    assert button(at, "Run it now").disabled


def test_the_proof_holds_in_every_view(open_lesson: OpenLesson) -> None:
    for view, of in (("update", "gradient of"), ("race", "training")):
        at = open_lesson(PAGE, view=view)
        at.button(key="proof_drawer").click().run()
        table = at.table[0].value
        assert of in table.columns
        assert "10⁻" in words(at) or "**0**" in words(at)


def test_memory_and_time_are_counted_and_measured_when_asked(open_lesson: OpenLesson) -> None:
    at = open_lesson(PAGE, stop="carry")
    at.button(key="cost_drawer").click().run()
    table = at.table[0].value
    assert list(table["k"]) == ["1", "2", "3", "4 (full)"]
    run = presets.hello_slide().run()
    kept = [str(windows.numbers_kept(run, k)) for k in (1, 2, 3, 4)]
    assert list(table["numbers stored for the way back"]) == kept


@pytest.mark.parametrize(("word", "k"), [("hello", 2), ("ab", 1), ("aaa", 2), ("hello hello", 4)])
def test_the_notebook_recomputes_both_gradients_and_fails_when_tampered_with(word: str, k: int) -> None:
    found = found_on(word, k)
    notebook = export.windows.notebook(found, character_model.vocabulary_of(Choice("random", word, 3, 1)))
    text = as_json(notebook, "?")
    names = called_by_itself(text)
    np.testing.assert_allclose(np.array(names["cut_W_hh"]), found.cut.cell.W_hh, atol=1e-13)
    for name in ("W_hh", "cut_W_xh", "full_W_hy") if word.startswith("hello") else ():
        with pytest.raises(AssertionError):
            called_by_itself(tampered(text, name))


@pytest.mark.parametrize("k", [1, 5, 25, 50])
def test_the_race_s_notebook_trains_the_first_updates_again(k: int) -> None:
    text = as_json(export.race.notebook(race.stored(), k, 2), "?")
    called_by_itself(text)
    with pytest.raises(AssertionError):
        called_by_itself(tampered(text, "curve"))


def test_the_tables_hold_every_number() -> None:
    found = found_on("hello", 2)
    lines = export.windows.table(found, character_model.vocabulary_of(Choice("random", "hello", 3, 1)))
    last = lines.splitlines()[-1].split(",")
    assert last[:3] == ["4", "2", "l"]
    assert [float(number) for number in last[6:9]] == found.h[3, 0].tolist()
    assert len(export.race.table(race.stored()).splitlines()) == 1 + 36


@pytest.mark.parametrize(("parameter", "text"), [("k", "7"), ("k", "nan"), ("view", "all"), ("racer", "2")])
def test_a_malformed_link_is_refused_and_explained(open_lesson: OpenLesson, parameter: str, text: str) -> None:
    at = open_lesson(PAGE, **{parameter: text})
    assert "Parts of the link could not be used" in words(at)


def test_no_view_has_more_than_four_controls(open_lesson: OpenLesson) -> None:
    for view in ("update", "race", "memory"):
        at = open_lesson(PAGE, view=view)
        assert len(explained_controls(at)) <= 4


def test_a_racer_left_half_way_is_taken_up_again_where_it_was(open_lesson: OpenLesson) -> None:
    at = open_lesson(PAGE, view="race", racer="25")
    button(at, "Run it now").click().run()
    control(at.button_group, "truncated-bptt.racer").set_value(50).run()
    assert not race_player(at).playing
    assert not losses(at)
    control(at.button_group, "truncated-bptt.racer").set_value(25).run()
    assert losses(at)


def test_what_stands_under_the_figure_belongs_to_it(open_lesson: OpenLesson) -> None:
    at = open_lesson(PAGE, stop="carry")
    assert at.button(key="cost_drawer")
    at = open_lesson(PAGE, stop="memory")
    assert not [found for found in at.button if found.key == "cost_drawer"]
