"""The lesson `sentiment`: its promises hold in the script that the server runs."""

import pytest
from streamlit.testing.v1 import AppTest

from datasets.reviews import exam, text
from figures.numbers import signed
from lessons.sentiment.cards import scores
from lessons.sentiment.model import readers
from lessons.sentiment.model import reading as readings
from lessons.sentiment.model.reading import Reading
from lessons.sentiment.script import BOTH
from lessons.sentiment.state import LECTURE
from tests.caches import text_in_caches
from tests.explained import said
from tests.pages.conftest import (
    OpenLesson,
    address,
    answer,
    button,
    control,
    explained_controls,
    figure,
    show_me,
    texts,
    ticked,
    words,
)
from ui import shipped


def reading(sentence: str, reader: str = "lstm") -> Reading:
    return readers.read(reader, tuple(text.words(sentence)))


def bet(at: AppTest, option: str) -> None:
    answer(at, "sentiment", option)


def typed(at: AppTest) -> str:
    return str(control(at.text_input, "sentiment.sentence").value)


def settled(found: Reading) -> str:
    t = readings.turning_word(found)
    assert t is not None
    return f"{t} {found.words[t - 1]}"


@pytest.mark.parametrize("reader", readers.READERS)
@pytest.mark.parametrize("sentence", [LECTURE, BOTH, "good", "zorb 👍🏽 it wasn't bad!"])
def test_every_verdict_is_the_shipped_network_s(open_lesson: OpenLesson, reader: str, sentence: str) -> None:
    at = open_lesson("sentiment", sentence=sentence, reader=readers.READERS[reader])
    if "Predict first" in words(at):
        bet(at, "Skip")
    found = reading(sentence, reader)
    for t in range(1, found.steps + 1):
        assert texts(at, f"p.{t}") == [signed(float(found.p[t]))]
    assert texts(at, "x.1") == [found.words[0]]


def test_not_moves_the_state_and_the_next_word_the_verdict() -> None:
    """What the lesson is about, in the shipped LSTM."""
    found = reading("the film was not good")
    changes = abs(found.changes)
    assert changes[4] > 5 * changes[3]
    assert found.words[3] == "not"
    assert not found.positive
    assert reading("the film was good").positive
    plane = readers.plane("lstm")
    up = plane.place(found.h)[:, 1]
    assert up[4] - up[3] > 3 * abs(up[3] - up[2])


def test_the_bag_of_words_cannot_be_turned_round() -> None:
    assert reading("the film was not good", "bag").positive == reading(
        "the film was good", "bag"
    ).positive  # fmt: skip
    once, again = (reading(s, "bag") for s in ("good but not bad", "bad but not good"))
    assert once.log_odds[-1] == pytest.approx(again.log_odds[-1], abs=1e-12)


def test_the_last_word_after_but_wins() -> None:
    found = reading(BOTH)
    assert found.verdict(4) == "negative"
    assert found.verdict(9) == "positive"
    assert not reading("the music is fantastic but the plot is boring").positive


def test_the_first_paint_asks_and_hides_the_answer_from_the_data(open_lesson: OpenLesson) -> None:
    at = open_lesson("sentiment")
    graph = figure(at)
    assert graph["veil_after"] == graph["start"] == 1
    drawn = {node["id"] for node in graph["nodes"]}
    assert "s.2" in drawn
    assert not {"s.3", "s.5", "r.4"} & drawn
    assert said(graph, "p.2") != ""
    for hidden in ("p.5", "d.3", "h.4.1", "u.3"):
        assert said(graph, hidden) == ""


def test_committing_uncovers_the_figure_and_says_why(open_lesson: OpenLesson) -> None:
    at = open_lesson("sentiment")
    bet(at, settled(reading(LECTURE)))
    graph = figure(at)
    assert "✓ Right" in words(at)
    assert graph["veil_after"] is None
    assert graph["start"] == len(graph["steps"]) - 1
    assert "s.5" in {node["id"] for node in graph["nodes"]}
    assert "sentiment" in ticked(at)


def test_a_wrong_bet_is_told_the_word(open_lesson: OpenLesson) -> None:
    at = open_lesson("sentiment")
    bet(at, "4 not")
    assert "You said 4 not" in words(at)
    assert settled(reading(LECTURE)) in words(at)


def test_another_sentence_asks_anew_and_a_single_word_asks_nothing(open_lesson: OpenLesson) -> None:
    at = open_lesson("sentiment")
    bet(at, "Skip")
    control(at.text_input, "sentiment.sentence").set_value(BOTH).run()
    assert figure(at)["veil_after"] is not None
    control(at.text_input, "sentiment.sentence").set_value("good").run()
    assert figure(at)["veil_after"] is None
    assert "Predict first" not in words(at)


def test_words_outside_the_vocabulary_are_shown_and_named(open_lesson: OpenLesson) -> None:
    at = open_lesson("sentiment", sentence="a zorb of a film 👍🏽")
    box = next(node for node in figure(at)["nodes"] if node["id"] == "x.2")
    assert (box["texts"], box["caption"], box["role"]) == (["zorb"], "<unk>", "plain")
    said = words(at).replace("\\", "")
    assert "“zorb”, “👍🏽”" in said
    assert "<unk>" in said


@pytest.mark.parametrize(
    ("sentence", "other"),
    [
        ("the film was not good", "the film was good"),
        ("the film wasn't good", "the film was good"),
        ("i can't recommend it", "i can recommend it"),
        ("the film was very good", "the film was not very good"),
        ("it was a great film", "it was not a great film"),
        ("not bad", "bad"),
    ],
)
def test_flipping_not_takes_it_out_or_puts_it_in(sentence: str, other: str) -> None:
    assert readers.flipped(text.words(sentence)) == tuple(other.split())


def test_where_there_is_nothing_to_flip_the_page_says_so(open_lesson: OpenLesson) -> None:
    assert readers.flipped(["zorb"]) is None
    at = open_lesson("sentiment", sentence="it is a film")
    assert "nothing to compare with" in words(at)
    assert not [node for node in figure(at)["nodes"] if node["id"].startswith("other.")]


def test_a_sentence_of_one_s_own_is_compared_word_by_word(open_lesson: OpenLesson) -> None:
    at = open_lesson("sentiment", compare="another", other="the film was awful")
    assert texts(at, "other.4") == ["awful"]
    columns = {node["id"]: node["x"] for node in figure(at)["nodes"]}
    assert columns["other.3"] == columns["x.3"]


@pytest.mark.parametrize("reader", readers.READERS)
def test_the_path_lies_where_the_log_odds_say(open_lesson: OpenLesson, reader: str) -> None:
    at = open_lesson("sentiment", view="path", reader=readers.READERS[reader])
    if "Predict first" in words(at):
        bet(at, "Skip")
    nodes = {node["id"]: node for node in figure(at)["nodes"]}
    found = reading(LECTURE, reader)
    for t in range(1, 6):
        right = nodes[f"at.{t}"]["x"] > nodes["boundary.0"]["x"]
        assert right == (found.log_odds[t] > 0)


def test_the_gallery_shows_as_many_failures_as_successes_computed_now(open_lesson: OpenLesson) -> None:
    at = open_lesson("sentiment")
    graded = scores.graded("lstm")
    assert len(graded) == sum(map(len, exam.HAND.values()))
    wrong = [each for each in graded if not each.right]
    for number in range(1, min(len(wrong), scores.SHOWN) + 1):
        assert at.button(key=f"sentiment.gallery_wrong_{number}")
        assert at.button(key=f"sentiment.gallery_right_{number}")
    for each in graded[::10]:
        assert each.p == pytest.approx(float(readers.read("lstm", each.words).p[-1]), abs=1e-12)


def test_a_failure_opens_in_the_figure_with_one_click(open_lesson: OpenLesson) -> None:
    at = open_lesson("sentiment")
    label = at.button(key="sentiment.gallery_wrong_1").label
    at.button(key="sentiment.gallery_wrong_1").click().run()
    assert figure(at)["veil_after"] is None
    sentence = typed(at)
    assert sentence in label.replace("\\", "")
    asked = {each.words: each.positive for part in exam.HAND
             for each in exam.sentences(part, readers.adjectives())}  # fmt: skip
    found = reading(sentence)
    assert found.positive != asked[found.words]


def test_show_me_puts_the_figure_into_a_state_where_its_sentence_is_true(open_lesson: OpenLesson) -> None:
    at = open_lesson("sentiment", reader="RNN", compare="another", other="good")
    for number, last in ((1, "negative"), (2, "positive"), (3, "positive"), (4, "positive")):
        show_me(at, "sentiment", number)
        found = reading(typed(at), address(at).get("reader", "lstm"))
        if number < 4:
            assert found.verdict(found.steps) == last, number
        else:
            flipped = readers.flipped(found.words)
            assert flipped is not None
            assert found.positive == readers.read("bag", flipped).positive
        drawn = {each["id"] for key in ("nodes", "edges") for each in figure(at)[key]}
        assert set(figure(at)["highlight"]) <= drawn
    show_me(at, "sentiment", 5)
    assert not reading(typed(at)).positive
    show_me(at, "sentiment", 6)
    assert {"at.4", "at.5"} <= {node["id"] for node in figure(at)["nodes"]}


@pytest.mark.parametrize(
    ("parameter", "said"),
    [("sentence", ""), ("sentence", "..." * 60), ("sentence", "good " * 25), ("reader", "GRU"),
     ("sentence", "a\x00b"), ("compare", "x"), ("view", "nan")],
)  # fmt: skip
def test_a_malformed_link_shows_the_lecture_s_values_and_names_the_parameter(
    open_lesson: OpenLesson, parameter: str, said: str
) -> None:
    at = open_lesson("sentiment", **{parameter: said})
    assert any(f"{parameter}: " in warning.value.replace("\\", "") for warning in at.warning)
    assert control(at.text_input, "sentiment.sentence").value == LECTURE


@pytest.mark.parametrize(
    ("typed", "why"),
    [("", "empty"), ("x" * 400, "too long"), ("good " * 30, "too long"), ("\u200b", "control characters")],
)
def test_a_sentence_it_cannot_read_is_explained_and_nothing_is_lost(
    open_lesson: OpenLesson, typed: str, why: str
) -> None:
    at = open_lesson("sentiment", sentence="a fine cake")
    control(at.text_input, "sentiment.sentence").set_value(typed).run()
    assert "Still showing “a fine cake”" in words(at).replace("\\", "")
    assert why in words(at)
    assert texts(at, "x.3") == ["cake"]


def test_lecture_values_put_everything_back(open_lesson: OpenLesson) -> None:
    at = open_lesson("sentiment", sentence="bad", reader="RNN", view="path", compare="nothing")
    button(at, "Start values").click().run()
    assert control(at.text_input, "sentiment.sentence").value == LECTURE
    assert not {"reader", "view", "compare"} & set(address(at))


def test_there_are_at_most_six_controls_and_each_says_what_it_does(open_lesson: OpenLesson) -> None:
    at = open_lesson("sentiment", compare="another")
    assert explained_controls(at) == {"sentence", "reader", "compare", "other", "view"}


def test_a_sentence_leaves_with_the_visit(open_lesson: OpenLesson) -> None:
    at = open_lesson("sentiment", sentence="the secretive film was good", compare="another", other="a whispered film")
    control(at.text_input, "sentiment.sentence").set_value("the mumbled film was bad").run()
    assert texts(at, "x.2") == ["mumbled"]
    for word in ("secretive", "whispered", "mumbled"):
        assert not text_in_caches(word)


def test_the_proof_grades_the_network_again(open_lesson: OpenLesson) -> None:
    at = open_lesson("sentiment")
    at.button(key="proof_drawer").click().run()
    assert "Largest relative error" in words(at)
    for reader in readers.READERS:
        errors = readers.errors(reader, reading(LECTURE, reader))
        assert max(errors.values()) < 1e-6
        assert any("as in the card" in name for name in errors)


def test_the_drawer_says_every_score_and_that_of_a_unit_picked_at_random(open_lesson: OpenLesson) -> None:
    at = open_lesson("sentiment")
    at.button(key="aside_drawer").click().run()
    for reader in readers.READERS:
        unit = readers.latch(reader)
        assert f"{unit['ordinary']:.0%}" in words(at)
        right, n = shipped.measured("sentiment")["right"][reader]["contrast"]
        assert f"{100 * right / n:.1f}" in words(at)
        assert unit["score"] >= unit["ordinary"]


def test_a_sentence_is_built_by_buttons_and_words_are_taken_back(open_lesson: OpenLesson) -> None:
    at = open_lesson("sentiment")
    at.button(key="sentiment.builder.anew").click().run()
    assert typed(at) == "the"
    for word in ("film", "was", "hardly"):
        button(at, word).click().run()
    assert typed(at) == "the film was hardly"
    praise = at.button(key="sentiment.builder.praise.1").label
    at.button(key="sentiment.builder.more").click().run()
    assert praise != at.button(key="sentiment.builder.praise.1").label
    at.button(key="sentiment.builder.back").click().run()
    assert typed(at) == "the film was"
    assert texts(at, "x.3") == ["was"]
    assert address(at)["sentence"] == "the film was"


def test_the_builder_offers_nothing_that_would_not_fit(open_lesson: OpenLesson) -> None:
    longest = " ".join(["good"] * readers.MOST_WORDS)
    at = open_lesson("sentiment", sentence=longest)
    assert at.button(key="sentiment.builder.go on.1").disabled
