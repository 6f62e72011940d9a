"""The lesson `text-generation`: its promises hold in the script that the server runs."""

import gc
import re
import weakref
from itertools import islice
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from datasets import toycode_sample
from figures.columns import View
from figures.numbers import signed
from lessons.text_generation import export, script
from lessons.text_generation.cards import text as cards
from lessons.text_generation.cards.own_text import OWN_TEXT
from lessons.text_generation.figure.letters import Letters
from lessons.text_generation.model import branches as branching
from lessons.text_generation.model import kinds as kinds_of_characters
from lessons.text_generation.model import networks, record, texts
from lessons.text_generation.model import training as trainings
from lessons.text_generation.model.branches import Branch
from lessons.text_generation.model.plans import EVERY
from lessons.text_generation.model.reading import read
from lessons.text_generation.model.training import Setting, Training
from lessons.text_generation.shown import WRITES, right_letters
from lessons.text_generation.state import BRACKET_DEPTH
from rnn_core.activations import softmax
from rnn_core.cells import lstm
from rnn_core.studies import character_training
from rnn_core.studies.character_training import Corpus
from tests.caches import text_in_caches
from tests.notebooks import called_by_itself, tampered
from tests.pages.conftest import OpenLesson, address, button, components, control, explained_controls, press, words
from ui.export.notebook import as_json
from ui.player import Player

SHORT = 'put("a (b", [7])'


def payload(at: AppTest, kind: str) -> dict[str, Any]:
    """The data of the page's figure of this kind."""
    for _, data in components(at):
        if kind in data:
            found: dict[str, Any] = data[kind]
            return found
    raise AssertionError(f"the page shows no {kind}")


def letters(at: AppTest) -> dict[str, Any]:
    return payload(at, "letters")


def by_hand(text: str) -> tuple[np.ndarray, np.ndarray]:
    """C and p after each character, step by step; the text begins with the end of a line."""
    vocabulary, model = networks.shipped_network()
    H = model.cell.n_hidden
    h, C, memory, p = np.zeros(H), np.zeros(H), [], []
    for token in vocabulary.encode("\n" + text):
        h, C = (step := lstm.step(model.cell, h, C, np.eye(len(vocabulary))[token])).h, step.C
        memory.append(C)
        p.append(softmax(model.readout.W_hy @ h + model.readout.b_y))
    return np.array(memory), np.array(p)


def player(at: AppTest) -> Player[Training]:
    found: Player[Training] = at.session_state["visit"].pages["text-generation"].own["player"]
    return found


def reached(at: AppTest) -> Training:
    """The training on the page as it is."""
    shot = player(at).shot
    assert shot is not None
    return shot


def setting(at: AppTest) -> Setting:
    """What is trained on the page."""
    found = player(at).of
    assert isinstance(found, Setting)
    return found


def train(at: AppTest, steps: int) -> Training:
    """Let the training run for at least so many steps, tick by tick."""
    button(at, "Train").click().run()
    while reached(at).branch.step < steps:
        at.run()
    button(at, "Pause").click().run()
    return reached(at)


def opened(at: AppTest) -> AppTest:
    """The page with *More* open."""
    at.session_state["text-generation.more"] = True
    return at.run()


def catch_up(at: AppTest) -> Training:
    """Wait until the training is as far as the link says."""
    while reached(at).ahead:
        at.run()
    return reached(at)


@pytest.mark.parametrize("text", [SHORT, "ab", "x" * 300, "# a comment\n" * 14])
def test_every_number_is_that_of_the_shipped_network_step_by_step(open_lesson: OpenLesson, text: str) -> None:
    data = letters(open_lesson("text_generation", view="read", text=text, cell="unit 3"))
    memory, p = by_hand(text)
    assert data["values"] == pytest.approx(memory[:, 2].tolist(), abs=1e-5)
    for bets, shares in zip(data["guesses"], p, strict=True):
        assert [k for k, _ in bets] == np.argsort(-shares, kind="stable")[:5].tolist()
        assert [share for _, share in bets] == pytest.approx(sorted(shares)[::-1][:5], abs=1e-4)


def test_a_program_that_training_never_saw_is_read(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", view="read")
    data = letters(at)
    assert "".join(data["characters"]).replace("⏎", "\n")[1:] == texts.example(texts.FIRST)
    assert data["unit"] == f"C[{networks.shipped_cells()[BRACKET_DEPTH] + 1}]"
    assert texts.unreadable(texts.example(texts.FIRST)) is None


def test_symbols_the_network_does_not_know_are_named_and_not_read(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", view="read", text="Print(é)")
    assert "“P” “é”" in words(at)
    data = letters(at)
    assert [time == 0 for time in data["times"]] == [False, True, *[False] * 5, True, False]
    known = letters(open_lesson("text_generation", view="read", text="rint()"))
    assert [v for v in data["values"] if v is not None] == known["values"]


@pytest.mark.parametrize("text", ["", "a" * 301, "\n".join("ab" * 20), "a" + "\u0301" * 40 + "b"])
def test_a_text_beyond_the_limits_is_refused_and_nothing_is_lost(open_lesson: OpenLesson, text: str) -> None:
    at = open_lesson("text_generation", view="read", text="kept = 1")
    control(at.text_area, "text-generation.text").set_value(text).run()
    assert not at.exception
    assert "Still showing “kept = 1”" in words(at).replace("\\", "")
    assert "".join(letters(at)["characters"][1:]) == "kept = 1"


def test_another_program_is_drawn_and_stands_in_the_link(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", view="read")
    before = control(at.text_area, "text-generation.text").value
    button(at, "Another").click().run()
    after = control(at.text_area, "text-generation.text").value or ""
    assert before != after
    assert texts.unreadable(after) is None


def test_writing_is_a_function_of_start_temperature_and_dice(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", view="write", begin="print(", temperature="0.5")
    data = letters(at)
    text = "".join(data["characters"])
    assert text.startswith("⏎print(")
    assert data["given"] == 7
    assert len(data["characters"]) == 7 + WRITES
    again = open_lesson("text_generation", view="write", begin="print(", temperature="0.5")
    assert "".join(letters(again)["characters"]) == text
    control(at.button, "text-generation.next_dice").click().run()
    assert "".join(letters(at)["characters"]) != text


def test_temperature_zero_writes_the_best(open_lesson: OpenLesson) -> None:
    data = letters(open_lesson("text_generation", view="write", temperature="0"))
    for bets, came in zip(data["guesses"][:-1], data["follows"][:-1], strict=True):
        assert bets[0] == [came, 1.0]


def test_the_table_of_cells_has_the_score_of_each_mark_and_what_chance_finds(open_lesson: OpenLesson) -> None:
    said = words(open_lesson("text_generation", view="read", cell="inside quotes"))
    for each in networks.measured()["cells"]:
        assert each["mark"] in said
        assert f"{each['chance']:.2f}" in said


def test_training_goes_on_in_slices_with_a_sample_at_every_checkpoint(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", view="train", size="16")
    held = train(at, EVERY + 1)
    data = payload(at, "curves")
    assert [step["x"] for step in data["steps"]][:2] == [0, EVERY]
    again = Branch(-1, 0.01, ())
    for grown in branching.growth(toycode_sample.corpus(), 16, 1, again):
        again = grown
        if again.step == EVERY:
            break
    assert held.branch.losses[: EVERY + 1] == again.losses
    assert held.branch.checkpoints[1].text == again.checkpoints[1].text
    assert f"{held.branch.step}@0.01" in address(at)["trained"]


def kinds(at: AppTest) -> dict[str, list[float]]:
    """The steps that the lower panel shows of each kind of characters."""
    lines = payload(at, "curves")["panels"][1]["series"]
    return {line["name"]: line["x"] for line in lines if not line["dashed"]}


def test_the_page_opens_with_the_recorded_training_and_its_question_hides_the_kinds(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation")
    held = reached(at)
    assert held.recorded
    assert "Recorded: **400** training steps from seed 1" in words(at)
    assert address(at) == {}
    upper = payload(at, "curves")["panels"][0]["series"]
    assert next(line for line in upper if line["name"] == "held out")["x"][-1] == held.branch.step
    assert all(steps == [0] for steps in kinds(at).values())
    assert "What it writes" not in words(at)

    at = open_lesson("text_generation", stop="stays")
    assert all(steps == [0, EVERY] for steps in kinds(at).values())
    last = held.branch.checkpoints[-1]
    assert last.snapshot is not None
    exam = setting(at).corpus.exam()
    costs = character_training.costs(last.snapshot.model, exam)
    of = kinds_of_characters.of(setting(at).corpus.vocabulary, exam)
    by_hand = {name: costs[of == k].mean() for k, name in enumerate(kinds_of_characters.KINDS)}
    hardest = max(by_hand, key=by_hand.__getitem__)
    press(at, "text-generation.guide", hardest)
    assert f"**“{hardest}”** is right" in words(at)
    assert signed(float(by_hand[hardest]), 1) in words(at)
    assert all(steps[-1] == held.branch.step for steps in kinds(at).values())


def test_the_question_about_the_bracket_hides_the_unit_and_is_answered_by_the_network(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", stop="read")
    data = letters(at)
    assert data["veil_after"] == data["start"] == script.INSIDE - 2
    memory, _ = by_hand(script.QUOTED)
    unit = networks.shipped_cells()[BRACKET_DEPTH]
    outside, inside = (memory[place - 1, unit] - memory[place - 2, unit] for place in (script.OUTSIDE, script.INSIDE))
    assert outside < -0.5
    assert abs(inside) < 0.2 * abs(outside)
    press(at, "text-generation.guide", "It hardly changes")
    assert "is right" in words(at)
    assert letters(at)["veil_after"] is None
    assert letters(at)["start"] == data["start"] + 1


def test_which_bracket_is_expected_is_what_the_network_computes(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", stop="closing")
    _, p = by_hand(script.OPENED)
    symbols = networks.shipped_network()[0].symbols
    square, round_ = (signed(float(p[-1][symbols.index(each)])) for each in "])")
    assert f"p = [{square}]" in words(at)
    assert f"hardly ) with {round_}" in words(at)


def test_the_letters_of_words_are_counted_as_the_network_predicts_them() -> None:
    found = [[0, 0] for _ in range(4)]
    for number in range(1, 13):
        text = texts.example(number)
        _, p = by_hand(text)
        tokens = networks.shipped_network()[0].encode("\n" + text)
        place = 0
        for k, symbol in enumerate("\n" + text):
            place = place + 1 if symbol.isalpha() else 0
            if place:
                found[min(place, 4) - 1][0] += int(p[k - 1].argmax() == tokens[k])
                found[min(place, 4) - 1][1] += 1
    assert [tuple(each) for each in found] == list(right_letters())
    assert found[0][0] < 0.15 * found[0][1]
    assert found[3][0] == found[3][1]


def test_the_question_about_what_is_written_is_answered_by_the_network(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", stop="write")
    data = letters(at)
    assert data["veil_after"] == data["given"] - 1 == 0
    text = "".join(data["characters"]).replace("⏎", "\n")
    _, p = by_hand(text[1:])
    tokens = networks.shipped_network()[0].encode(text)
    other = [t for t in range(data["given"] - 1, len(text) - 1) if p[t].argmax() != tokens[t + 1]]
    begin = sum(text[t + 1].isalpha() and not text[t].isalpha() for t in other)
    press(at, "text-generation.guide", "brackets")
    assert f"It is {begin} of the {len(other)}" in words(at)
    assert letters(at)["veil_after"] is None


def test_without_temperature_it_repeats_a_word(open_lesson: OpenLesson) -> None:
    written = "".join(letters(open_lesson("text_generation", view="write", temperature="0"))["characters"])
    assert max(written.split().count(word) for word in set(written.split())) > 10


def test_starting_over_leaves_nothing_and_the_recorded_comes_back(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", view="train")
    button(at, "Start over").click().run()
    assert "Nothing is trained yet" in words(at)
    assert not payload(at, "curves")["steps"]
    assert address(at)["trained"] == "0:0@0.01"
    button(at, "Show the recorded run").click().run()
    assert "Recorded: **400** training steps" in words(at)
    assert "trained" not in address(at)
    button(at, "Start over").click().run()
    button(at, "Start values").click().run()
    control(at.button_group, "text-generation.view").set_value("train").run()
    assert "Recorded: **400** training steps" in words(at)


def test_the_recorded_training_is_gone_on_from_and_so_is_a_link_beyond_it(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", view="train")
    recorded = record.recorded()
    held = train(at, recorded.step + 2)
    assert held.branch.losses[: recorded.step + 1] == recorded.losses
    assert address(at)["trained"] == f"0:{held.branch.step}@0.01"
    again = open_lesson("text_generation", view="train", trained=address(at)["trained"])
    assert catch_up(again).branch.losses == held.branch.losses


def test_a_link_before_its_end_is_trained_from_the_seed_and_agrees(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", view="train", trained="0:10@0.01")
    held = catch_up(at)
    assert held.branch.losses == pytest.approx(record.recorded().losses[:11], rel=1e-4)


def test_the_proof_trains_the_recorded_beginning_again(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", view="train")
    found = trainings.errors(setting(at), reached(at))
    assert any("again" in name for name in found)
    assert max(found.values()) < 1e-4


def test_a_fork_begins_at_a_checkpoint_and_both_curves_stay(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", view="train", size="16")
    train(at, EVERY + 1)
    control(opened(at).select_slider, "text-generation.rate").set_value(0.05).run()
    button(at, "Go on from here, η = 0.05").click().run()
    button(at, "Pause").click().run()
    held = reached(at)
    assert not at.exception
    assert [branch.rate for branch in held.branches] == [0.01, 0.05]
    assert held.branches[1].start == held.branches[1].checkpoints[0].step
    names = [line["name"] for line in payload(at, "curves")["panels"][0]["series"]]
    assert "held out 1 (η 0.01)" in names
    assert "held out 2 (η 0.05)" in names


def test_a_link_catches_up_with_its_training_by_itself(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", view="train", size="16", trained="0:60@0.02_1-50:55@0.05")
    held = catch_up(at)
    assert [(b.start, b.step, b.rate) for b in held.branches] == [(0, 60, 0.02), (50, 55, 0.05)]
    at.run()
    assert address(at)["trained"] == "0:60@0.02_1-50:55@0.05"


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
    train(at, 5)
    button(at, "Look inside").click().run()
    assert not at.exception
    data = letters(at)
    assert len(data["symbols"]) == len(setting(at).corpus.vocabulary)
    assert "Units of your network" in words(at)


def test_without_a_training_one_s_own_network_is_the_shipped_one(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", view="read", whose="yours")
    assert "No network has been trained here yet" in words(at)
    assert len(letters(at)["values"]) > 100


def test_one_s_own_text_is_learned_and_is_not_in_the_link(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", view="train", learns="yours", size="16")
    assert "No text of yours yet" in words(at)
    at.session_state["visit"].pages["text-generation"].own[OWN_TEXT] = Corpus.of("Größe und Maß. " * 30)
    at.run()
    train(at, 3)
    assert setting(at).own
    assert "ß" in setting(at).corpus.vocabulary.symbols
    assert "trained" not in address(at)
    assert "The text is not in the link" in words(at)


def test_what_a_reader_types_writes_after_and_has_learned_leaves_with_the_visit(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", view="read", text="secret = typed", size="16")
    control(at.button_group, "text-generation.view").set_value("write").run()
    control(at.text_input, "text-generation.begin").set_value("secret begin").run()
    control(at.button_group, "text-generation.view").set_value("train").run()
    corpus = Corpus.of("Ein Geheimnis bleibt hier. " * 30)
    at.session_state["visit"].pages["text-generation"].own[OWN_TEXT] = corpus
    control(at.button_group, "text-generation.learns").set_value("own").run()
    train(at, 5)
    button(at, "Look inside").click().run()
    assert "Units of your network" in words(at)
    for text in ("secret = typed", "secret begin", "Geheimnis"):
        assert not text_in_caches(text)
    symbols, tokens = [], weakref.ref(corpus.tokens)
    symbols += [weakref.ref(branch.latest.model.readout.W_hy) for branch in reached(at).branches if branch.latest]
    del at, corpus
    gc.collect()
    assert tokens() is None
    assert symbols
    assert all(each() is None for each in symbols)


def test_another_size_has_a_training_of_its_own_and_the_first_is_as_it_was_left(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", view="train", size="16")
    left = train(at, 3)
    plans = address(at)["trained"]
    size = control(opened(at).button_group, "text-generation.size")
    size.set_value(32).run()
    assert "Nothing is trained yet" in words(at)
    assert "trained" not in address(at)
    control(opened(at).button_group, "text-generation.size").set_value(16).run()
    assert reached(at) is left
    assert address(at)["trained"] == plans


@pytest.mark.parametrize("cell", ["rnn", "gru"])
def test_another_cell_has_a_training_of_its_own_and_can_be_looked_into(open_lesson: OpenLesson, cell: str) -> None:
    at = open_lesson("text_generation", view="train")
    assert reached(at).recorded
    control(opened(at).button_group, "text-generation.cell_type").set_value(cell).run()
    assert "Nothing is trained yet" in words(at)
    control(opened(at).button_group, "text-generation.size").set_value(16).run()
    held = train(at, EVERY + 1)
    assert address(at)["cell_type"] == cell
    growth = branching.growth(toycode_sample.corpus(), 16, 1, Branch(-1, 0.01, ()), cell=cell)
    *_, again = islice(growth, EVERY + 1)
    assert held.branch.losses[: EVERY + 1] == again.losses
    found = trainings.errors(setting(at), held)
    assert max(found.values()) < 1e-4
    text = as_json(export.exam_notebook(setting(at), held), "A training")
    assert called_by_itself(text)["held_out_bits"] == pytest.approx(export.latest(held).bits, rel=1e-5)

    button(at, "Look inside").click().run()
    assert not at.exception
    data = letters(at)
    assert data["unit"].startswith("h[")
    assert re.search(r"bracket depth h\[\d+\]", words(at).replace("\\", ""))
    unit = int(data["unit"][2:-1]) - 1
    latest = export.latest(held).snapshot
    assert latest is not None
    shown = read(latest.model, setting(at).corpus.vocabulary, texts.example(texts.FIRST))
    assert data["values"] == pytest.approx(shown.memory(unit).tolist(), abs=1e-4)
    notebook = as_json(export.notebook(Letters(shown, unit, View(), "")), "A text")
    assert called_by_itself(notebook)["unit_after_each"] == pytest.approx(shown.memory(unit).tolist(), abs=1e-5)
    assert max(cards.errors(shown, mine=True).values()) < 1e-4


def test_a_unit_that_one_s_own_network_does_not_have_gives_way_to_its_last(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", view="train", size="16", cell="unit 40")
    train(at, 3)
    button(at, "Look inside").click().run()
    assert not at.exception
    assert letters(at)["unit"] == "C[16]"
    assert "This network has 16 units" in words(at)


def test_a_link_with_another_cell_catches_up_with_its_training(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", view="train", size="16", cell_type="gru", trained="0:5@0.02")
    assert setting(at).cell == "gru"
    held = catch_up(at)
    assert held.branch.step == 5
    assert address(at)["trained"] == "0:5@0.02"


def test_a_cell_that_there_is_not_is_refused(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", view="train", cell_type="transformer")
    assert "Parts of the link could not be used" in words(at)
    assert "“transformer” is none of RNN, LSTM, GRU" in words(at).replace("\\", "")


def test_training_has_at_most_six_controls(open_lesson: OpenLesson) -> None:
    at = opened(open_lesson("text_generation", view="train"))
    assert len(explained_controls(at) - {"view"}) <= 6
    assert explained_controls(open_lesson("text_generation")) == {"view", "learns"}


def test_a_training_goes_on_after_each_pause(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", view="train", size="16", rate="0.02", trained="0:3@0.02")
    catch_up(at)
    for _ in range(2):
        before = reached(at).branch
        after = train(at, before.step + 2).branch
        assert after.losses[: len(before.losses)] == before.losses
        assert address(at)["trained"] == f"0:{after.step}@0.02"


def test_start_values_forget_the_training(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", view="train", size="16")
    train(at, 3)
    button(at, "Start values").click().run()
    control(at.button_group, "text-generation.view").set_value("train").run()
    assert "Recorded: **400** training steps" in words(at)
    control(opened(at).button_group, "text-generation.size").set_value(16).run()
    assert "Nothing is trained yet" in words(at)


def test_training_stands_still_in_another_view(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", view="train", size="16")
    button(at, "Train").click().run()
    control(at.button_group, "text-generation.view").set_value("read").run()
    steps = reached(at).steps
    at.run()
    assert reached(at).steps == steps


def test_the_chosen_checkpoint_is_the_one_that_is_looked_into_and_it_stands_in_the_link(
    open_lesson: OpenLesson,
) -> None:
    at = open_lesson("text_generation", view="train", size="16", trained=f"0:{EVERY + 2}@0.02", selected="1.0")
    first = catch_up(at).branch.checkpoints[0]
    at.run()
    assert "After 0 training steps" in words(at)
    button(at, "Look inside").click().run()
    assert address(at)["inside"] == "1.0"
    assert first.snapshot is not None
    text = "".join(letters(at)["characters"][1:]).replace("⏎", "\n")
    shown = read(first.snapshot.model, setting(at).corpus.vocabulary, text)
    unit = int(letters(at)["unit"][2:-1]) - 1
    found = [value for value in letters(at)["values"] if value is not None]
    assert found == pytest.approx(shown.memory(unit).tolist(), abs=1e-4)


def test_a_chosen_number_that_the_text_does_not_have_gives_way_to_the_figure_s_own(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", view="read", text="ab", selected="c.2")
    assert letters(at)["selected"] == "c.2"
    for selected in ("c.9", "p.2", "p.2.9999", "h.1", "c.2.1"):
        assert letters(open_lesson("text_generation", view="read", text="ab", selected=selected))[
            "selected"
        ].startswith("c.")
        assert (
            letters(open_lesson("text_generation", view="read", text="ab", selected=selected))["selected"] != selected
        )


def test_a_number_chosen_in_one_view_is_not_chosen_in_another(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", view="read", selected="c.3")
    assert letters(at)["selected"] == "c.3"
    control(at.button_group, "text-generation.view").set_value("write").run()
    assert "selected" not in address(at)


def test_the_notebook_of_a_text_recomputes_it_and_fails_on_another_number(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", view="read", text=SHORT)
    vocabulary, model = networks.shipped_network()
    figure = Letters(read(model, vocabulary, SHORT), networks.shipped_cells()[BRACKET_DEPTH], View(), "")
    text = as_json(export.notebook(figure), "A text")
    assert len(text) < 1_000_000
    names = called_by_itself(text)
    assert names["unit_after_each"] == pytest.approx(by_hand(SHORT)[0][:, figure.unit])
    with pytest.raises(AssertionError):
        called_by_itself(tampered(text, "unit_after_each"))
    assert len(export.table(figure).splitlines()) == len(SHORT) + 2
    assert len(vocabulary) == model.readout.W_hy.shape[0]
    assert not at.exception


def test_the_notebook_of_a_training_recomputes_the_exam(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", view="train", size="16")
    held = train(at, EVERY + 1)
    text = as_json(export.exam_notebook(setting(at), held), "A training")
    assert len(text) < 1_000_000
    found = called_by_itself(text)["held_out_bits"]
    latest = export.latest(held)
    assert found == pytest.approx(latest.bits, rel=1e-5)
    with pytest.raises(AssertionError):
        called_by_itself(tampered(text, "held_out_bits"))
    rows = export.curve_table(held).splitlines()
    assert len(rows) == len(held.branch.losses) + 1


def test_a_presenter_s_walk_of_a_stop_has_at_most_twelve_presses(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", present="1", stop="read")
    assert letters(at)["start"] == 2
    assert letters(at)["range"] == [2, script.INSIDE - 2]
    for stop in script.SCRIPT.stops:
        assert stop.begin is None or stop.step > 1000 or stop.step - stop.begin <= 11


def test_what_a_typed_start_has_and_the_network_does_not_know_is_named(open_lesson: OpenLesson) -> None:
    at = open_lesson("text_generation", view="write", begin="é x")
    assert "Not in the network's vocabulary, so not read: “é”" in words(at).replace("\\", "")
    assert letters(at)["characters"][1:4] == ["é", " ", "x"]
    assert letters(at)["times"][1] == 0


def test_curly_quotes_are_made_plain_where_the_network_knows_only_those_and_that_is_said(
    open_lesson: OpenLesson,
) -> None:
    at = open_lesson("text_generation", view="read", text="x = “a”")
    assert "2 curly quotes or dashes made plain" in words(at)
    assert "so not read" not in words(at)
