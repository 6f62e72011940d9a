"""The lesson `text-generation`: its promises hold in the script that the server runs."""

import json
import re
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from datasets import toycode_sample
from figures.columns import View
from figures.numbers import signed
from lessons.text_generation import characters
from lessons.text_generation import export as take_home
from lessons.text_generation.figure.letters import Letters
from lessons.text_generation.model import history as char_history
from lessons.text_generation.model import kinds as char_kinds
from lessons.text_generation.model.history import Branch
from lessons.text_generation.model.plans import EVERY
from lessons.text_generation.own import proof as own_proof
from lessons.text_generation.own import record as own_record
from lessons.text_generation.own import text as own_text
from lessons.text_generation.own.held import Held
from rnn_core.activations import softmax
from rnn_core.cells import lstm
from rnn_core.studies import character_training
from rnn_core.studies.character_training import Corpus
from tests.notebooks import called_by_itself, tampered
from tests.pages.conftest import OpenLesson, button, words
from ui.export.notebook import as_json

SHORT = 'put("a (b", [7])'


def payload(at: AppTest, kind: str) -> dict[str, Any]:
    """The data of the page's figure of this kind."""
    for element in at.get("bidi_component"):
        data = json.loads(element.proto.json or "null")
        if data and kind in data:
            found: dict[str, Any] = json.loads(data[kind])
            return found
    raise AssertionError(f"the page shows no {kind}")


def letters(at: AppTest) -> dict[str, Any]:
    return payload(at, "letters")


def by_hand(text: str) -> tuple[np.ndarray, np.ndarray]:
    """C and p after each character, step by step; the text begins with the end of a line."""
    vocabulary, model = characters.shipped_network()
    H = model.cell.n_hidden
    h, C, memory, p = np.zeros(H), np.zeros(H), [], []
    for token in vocabulary.encode("\n" + text):
        h, C = (step := lstm.step(model.cell, h, C, np.eye(len(vocabulary))[token])).h, step.C
        memory.append(C)
        p.append(softmax(model.readout.W_hy @ h + model.readout.b_y))
    return np.array(memory), np.array(p)


def train(at: AppTest, steps: int) -> Held:
    """Let the training run for at least so many steps, tick by tick."""
    button(at, "Train").click().run()
    held: Held = at.session_state["own_training"]
    while held.branch.step < steps:
        at.run()
    button(at, "Pause").click().run()
    return held


@pytest.mark.parametrize("text", [SHORT, "ab", "x" * 300, "# a comment\n" * 14])
def test_every_number_is_that_of_the_shipped_network_step_by_step(open_lesson: OpenLesson, text: str) -> None:
    data = letters(open_lesson("text_generation", text=text, cell="unit 3"))
    memory, p = by_hand(text)
    assert data["values"] == pytest.approx(memory[:, 2].tolist(), abs=1e-5)
    for bets, shares in zip(data["guesses"], p, strict=True):
        assert [k for k, _ in bets] == np.argsort(-shares, kind="stable")[:5].tolist()
        assert [share for _, share in bets] == pytest.approx(sorted(shares)[::-1][:5], abs=1e-4)


def test_the_first_paint_reads_a_program_that_training_never_saw(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation")
    data = letters(at)
    assert "".join(data["characters"]).replace("⏎", "\n")[1:] == characters.example(characters.FIRST)
    assert data["unit"] == f"C[{characters.cells()['bracket depth'] + 1}]"
    assert characters.unusable(characters.example(characters.FIRST)) is None


def test_the_question_about_the_bracket_is_answered_by_the_network(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation")
    data = letters(at)
    after = data["veil_after"]
    assert after == data["start"]
    closes = data["steps"][after + 1]["at"]
    assert data["characters"][closes] in ")]"
    group = at.button_group(key="predict_bet")
    options = [option.replace("\\", "") for option in group.options]
    assert len(options) == 4
    assert "there." not in words(at)
    group.set_value(options[0]).run()
    said = re.search(r"It is (\S+) there", words(at).replace("\\", ""))
    assert said is not None
    assert float(said[1].replace("−", "-")) == pytest.approx(data["values"][closes], abs=6e-3)
    assert letters(at)["veil_after"] is None
    assert letters(at)["start"] == after + 1


def test_a_text_without_brackets_is_asked_for_the_next_character(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", text="alpha = beta")
    assert "which character does the network bet on" in words(at)


def test_symbols_the_network_does_not_know_are_named_and_not_read(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", text="Print(é)")
    assert "“P” “é”" in words(at)
    data = letters(at)
    assert [time == 0 for time in data["times"]] == [False, True, *[False] * 5, True, False]
    known = letters(open_lesson("text_generation", text="rint()"))
    assert [v for v in data["values"] if v is not None] == known["values"]


@pytest.mark.parametrize("text", ["", "a" * 301, "\n".join("ab" * 20), "a" + "\u0301" * 40 + "b"])
def test_a_text_beyond_the_limits_is_refused_and_nothing_is_lost(open_lesson: OpenLesson, text: str) -> None:
    at = open_lesson("text_generation", text="kept = 1")
    at.text_area(key="text").set_value(text).run()
    assert not at.exception
    assert "Still showing “kept = 1”" in words(at).replace("\\", "")
    assert "".join(letters(at)["characters"][1:]) == "kept = 1"


def test_another_program_is_drawn_and_stands_in_the_link(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation")
    before = at.text_area(key="text").value
    at.button(key="another").click().run()
    after = at.text_area(key="text").value or ""
    assert before != after
    assert characters.unusable(after) is None


def test_writing_is_a_function_of_start_temperature_and_dice(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", view="write", begin="print(", temperature="0.5")
    data = letters(at)
    text = "".join(data["characters"])
    assert text.startswith("⏎print(")
    assert data["given"] == 7
    assert len(data["characters"]) == 7 + characters.WRITES
    again = open_lesson("text_generation", view="write", begin="print(", temperature="0.5")
    assert "".join(letters(again)["characters"]) == text
    at.button(key="throw_again").click().run()
    assert "".join(letters(at)["characters"]) != text


def test_temperature_zero_writes_the_best(open_lesson: OpenLesson) -> None:
    data = letters(open_lesson("text_generation", view="write", temperature="0"))
    for bets, came in zip(data["guesses"][:-1], data["follows"][:-1], strict=True):
        assert bets[0] == [came, 1.0]


def test_the_table_of_cells_has_the_score_of_each_mark_and_what_chance_finds(open_lesson: OpenLesson) -> None:
    said = words(open_lesson("text_generation", cell="inside quotes"))
    for each in characters.measured()["cells"]:
        assert each["mark"] in said
        assert f"{each['chance']:.2f}" in said


def test_training_goes_on_in_slices_with_a_sample_at_every_checkpoint(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", view="train", size="16")
    held = train(at, EVERY + 1)
    data = payload(at, "curves")
    assert [step["x"] for step in data["steps"]][:2] == [0, EVERY]
    again = Branch(-1, 0.01, ())
    for grown in char_history.growth(toycode_sample.corpus(), 16, 1, again):
        again = grown
        if again.step == EVERY:
            break
    assert held.branch.losses[: EVERY + 1] == again.losses
    assert held.branch.checkpoints[1].text == again.checkpoints[1].text
    assert f"{held.branch.step}@0.01" in at.query_params["trained"]


def kinds(at: AppTest) -> dict[str, list[float]]:
    """The steps that the lower panel shows of each kind of characters."""
    lines = payload(at, "curves")["panels"][1]["series"]
    return {line["name"]: line["x"] for line in lines if not line["dashed"]}


def test_training_opens_with_the_recorded_one_and_the_question_about_it(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", view="train")
    held: Held = at.session_state["own_training"]
    assert held.at_record
    assert "Recorded: **400** steps from seed 1" in words(at)
    assert "trained" not in at.query_params
    upper = payload(at, "curves")["panels"][0]["series"]
    assert next(line for line in upper if line["name"] == "held out")["x"][-1] == held.branch.step
    assert all(steps == [0, EVERY] for steps in kinds(at).values())

    last = held.branch.checkpoints[-1]
    assert last.snapshot is not None
    exam = held.setting.corpus.exam()
    costs = character_training.costs(last.snapshot.model, exam)
    of = char_kinds.of(held.setting.corpus.vocabulary, exam)
    by_hand = {name: costs[of == k].mean() for k, name in enumerate(char_kinds.KINDS)}
    dearest = max(by_hand, key=by_hand.__getitem__)
    group = at.button_group(key="predict_bet")
    assert list(by_hand) == [option.replace("\\", "") for option in group.options[:-1]]
    group.set_value(dearest).run()
    assert f"Right:] **{dearest}**" in words(at)
    assert signed(float(by_hand[dearest]), 1) in words(at).replace("\\", "")
    assert all(steps[-1] == held.branch.step for steps in kinds(at).values())


def test_starting_over_leaves_nothing_and_the_recorded_comes_back(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", view="train")
    button(at, "Start over").click().run()
    assert "Nothing is trained yet" in words(at)
    assert not payload(at, "curves")["steps"]
    assert at.query_params["trained"] == "0:0@0.01"
    button(at, "Show the recorded").click().run()
    assert "Recorded: **400** steps" in words(at)
    assert "trained" not in at.query_params
    button(at, "Start over").click().run()
    button(at, "Lecture values").click().run()
    at.button_group(key="view").set_value("train").run()
    assert "Recorded: **400** steps" in words(at)


def test_the_recorded_training_is_gone_on_from_and_so_is_a_link_beyond_it(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", view="train")
    recorded = own_record.branch()
    held = train(at, recorded.step + 2)
    assert held.branch.losses[: recorded.step + 1] == recorded.losses
    assert at.query_params["trained"] == f"0:{held.branch.step}@0.01"
    assert "Predict first" not in words(at)
    again = open_lesson("text_generation", view="train", trained=at.query_params["trained"])
    caught_up: Held = again.session_state["own_training"]
    while caught_up.behind is not None:
        again.run()
    assert caught_up.branch.losses == held.branch.losses


def test_a_link_before_its_end_is_trained_from_the_seed_and_agrees(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", view="train", trained="0:10@0.01")
    held: Held = at.session_state["own_training"]
    while held.behind is not None:
        at.run()
    assert held.branch.losses == pytest.approx(own_record.branch().losses[:11], rel=1e-4)


def test_the_demonstration_trains_from_the_beginning_before_one_s_eyes(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", view="train")
    at.button(key="show_me_1").click().run()
    held: Held = at.session_state["own_training"]
    assert 0 < len(held.branch.losses) < len(own_record.branch().losses)
    assert held.behind == 0
    at.button(key="show_me_2").click().run()
    held = at.session_state["own_training"]
    assert held.at_record
    assert payload(at, "curves")["highlight"] == ["kind1", "kind2"]
    assert all(steps[-1] == held.branch.step for steps in kinds(at).values())


def test_the_proof_trains_the_recorded_beginning_again(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", view="train")
    found = own_proof.errors(at.session_state["own_training"])
    assert any("again" in name for name in found)
    assert max(found.values()) < 1e-4


@pytest.mark.parametrize(("begin", "temperature"), [("", "0.7"), ("print(", "2"), ("", "0")])
def test_the_question_about_what_is_written_is_answered_by_the_network(
    open_lesson: OpenLesson, begin: str, temperature: str
) -> None:
    at = open_lesson("text_generation", view="write", begin=begin, temperature=temperature)
    data = letters(at)
    assert data["veil_after"] == data["given"] - 1
    text = "".join(data["characters"]).replace("⏎", "\n")
    _, p = by_hand(text[1:])
    tokens = characters.shipped_network()[0].encode(text)
    chosen = range(data["given"] - 1, len(text) - 1)
    if temperature == "0":
        count = sum(p[t].max() < 0.5 for t in chosen)
    else:
        count = sum(p[t].argmax() != tokens[t + 1] for t in chosen)
    at.button_group(key="predict_bet").set_value("fewer than 10").run()
    assert f"It is {count} of {characters.WRITES}" in words(at)
    assert letters(at)["veil_after"] is None


def test_another_temperature_asks_nothing_anew_and_the_verdict_follows(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", view="write")
    at.button_group(key="predict_bet").set_value("Skip").run()
    at.button(key="throw_again").click().run()
    assert letters(at)["veil_after"] is None
    assert "The answer is" in words(at)


def test_a_fork_begins_at_a_checkpoint_and_both_curves_stay(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", view="train", size="16")
    held = train(at, EVERY + 1)
    at.select_slider(key="rate").set_value("0.05").run()
    button(at, "Go on from here, η = 0.05").click().run()
    button(at, "Pause").click().run()
    assert not at.exception
    assert [branch.rate for branch in held.branches] == [0.01, 0.05]
    assert held.branches[1].start == held.branches[1].checkpoints[0].step
    names = [line["name"] for line in payload(at, "curves")["panels"][0]["series"]]
    assert "held out 1 (η 0.01)" in names
    assert "held out 2 (η 0.05)" in names


def test_a_link_catches_up_with_its_training_by_itself(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", view="train", size="16", trained="0:60@0.02_1-50:55@0.05")
    held: Held = at.session_state["own_training"]
    while held.behind is not None:
        at.run()
    assert [(b.start, b.step, b.rate) for b in held.branches] == [(0, 60, 0.02), (50, 55, 0.05)]
    at.run()
    assert at.query_params["trained"] == "0:60@0.02_1-50:55@0.05"


@pytest.mark.parametrize("trained", ["0:9999@0.1", "nonsense", "1-0:5@0.1"])
def test_a_malformed_training_in_a_link_is_refused(open_lesson: OpenLesson, trained: str) -> None:
    at = open_lesson("text_generation", view="train", trained=trained)
    assert "Parts of the link could not be used" in words(at)


def test_a_rate_far_too_large_is_survived(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", view="train", size="16", rate="0.2")
    held = train(at, 12)
    assert np.isfinite(held.branch.losses).all()
    assert "nan" not in words(at)


def test_the_network_of_this_visit_can_be_looked_into(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", view="train", size="16")
    held = train(at, 5)
    button(at, "Look inside").click().run()
    assert not at.exception
    data = letters(at)
    assert len(data["symbols"]) == len(held.setting.corpus.vocabulary)
    assert "Cells of your network" in words(at)


def test_without_a_training_one_s_own_network_is_the_shipped_one(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", whose="yours")
    assert "Nothing was trained here yet" in words(at)
    assert len(letters(at)["values"]) > 100


def test_one_s_own_text_is_learned_and_is_not_in_the_link(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", view="train", learns="yours", size="16")
    assert "No text of yours yet" in words(at)
    at.session_state[own_text.KEY] = Corpus.of("Größe und Maß. " * 30)
    at.run()
    held = train(at, 3)
    assert held.setting.own
    assert "ß" in held.setting.corpus.vocabulary.symbols
    assert "trained" not in at.query_params
    assert "The text is not in the link" in words(at)


def test_the_notebook_of_a_text_recomputes_it_and_fails_on_another_number(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", text=SHORT)
    vocabulary, model = characters.shipped_network()
    choice = characters.Choice("shipped", SHORT, "bracket depth")
    figure = Letters(characters.reading_of(choice), characters.unit_of(choice), View(), "")
    text = as_json(take_home.notebook(figure), "A text")
    assert len(text) < 1_000_000
    names = called_by_itself(text)
    assert names["unit_after_each"] == pytest.approx(by_hand(SHORT)[0][:, figure.unit])
    with pytest.raises(AssertionError):
        called_by_itself(tampered(text, "unit_after_each"))
    assert len(take_home.table(figure).splitlines()) == len(SHORT) + 2
    assert len(vocabulary) == model.readout.W_hy.shape[0]
    assert not at.exception


def test_the_notebook_of_a_training_recomputes_the_exam(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", view="train", size="16")
    held = train(at, EVERY + 1)
    text = as_json(take_home.exam_notebook(held), "A training")
    assert len(text) < 1_000_000
    found = called_by_itself(text)["held_out_bits"]
    latest = take_home.latest(held)
    assert found == pytest.approx(latest.bits, rel=1e-5)
    with pytest.raises(AssertionError):
        called_by_itself(tampered(text, "held_out_bits"))
    rows = take_home.curve_table(held).splitlines()
    assert len(rows) == len(held.branch.losses) + 1


def test_a_presenter_starts_at_the_first_character(open_lesson: OpenLesson) -> None:
    assert letters(open_lesson("text_generation", present="1"))["start"] == 0
