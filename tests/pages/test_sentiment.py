"""The lesson `sentiment`: its promises hold in the script that the server runs."""

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from datasets.reviews import exam, templates, text
from datasets.reviews import words as grammar
from figures.columns import View
from figures.numbers import signed
from lessons.sentiment.cards import scores
from lessons.sentiment.figure import path
from lessons.sentiment.model import readers
from lessons.sentiment.model import reading as readings
from lessons.sentiment.model.reading import Reading
from lessons.sentiment.script import PATH
from lessons.sentiment.shown import result
from lessons.sentiment.state import BEYOND, BOTH, LECTURE
from lessons.sentiment.text import SICK, SICKENED
from tests.caches import text_in_caches
from tests.explained import said
from tests.pages.conftest import (
    OpenLesson,
    address,
    button,
    cards,
    control,
    explained_controls,
    figure,
    press,
    texts,
    ticked,
    words,
)
from ui import shipped


def reading(sentence: str, reader: str = "lstm") -> Reading:
    return readers.read(reader, tuple(text.words(sentence)))


def typed(at: AppTest) -> str:
    return str(control(at.text_input, "sentiment.sentence").value)


@pytest.mark.parametrize("reader", readers.READERS)
@pytest.mark.parametrize("sentence", [LECTURE, BOTH, "good", "zorb 🦔 it wasn't bad!"])
def test_every_verdict_is_the_shipped_network_s(open_lesson: OpenLesson, reader: str, sentence: str) -> None:
    at = open_lesson("sentiment", stop="summary", sentence=sentence, reader=readers.READERS[reader])
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


def test_neutral_words_after_but_move_the_log_odds_and_at_a_start_they_do_not() -> None:
    after, start = reading(BOTH), reading("the music is")
    assert after.words[5:8] == start.words
    assert after.changes[5:8].sum() > 10 * abs(start.changes.sum())


TYPED = (
    ("I dont like it", False),
    ("it wasnt good", False),
    ("i don´t like it", False),
    ("i can`t recommend it", False),
    ("couldn’t finish it", False),
    ("isnt bad at all", True),
    ("ain't bad", True),
    ("it was <br />not<br /> good", False),
    ("the service could not be better", True),
    ("the service could not be worse", False),
    ("the service could be better", False),
    ("it could be worse", True),
    ("better than expected", True),
    ("worse than expected", False),
    ("no worse than the first one", True),
    ("no better than the first one", False),
    ("nothing better", True),
    ("nothing worse", False),
    ("it could not be more helpful", True),
    ("not as bad as expected", True),
    ("not as good as expected", False),
    ("the acting was sick", True),
    ("the food made me sick", False),
    ("i am so sick of this show", False),
    ("i never get sick of it", True),
    ("the actors have charm", True),
    ("the actors are dull", False),
    ("the phone arrived today :)", True),
    ("the phone arrived today :-(", False),
    ("the phone arrived today :D", True),
    ("the phone arrived today 👎🏽", False),
    ("SOOO goooood!!!", True),
    ("its not worth the money", False),
)
"""What people type on a phone, and whether it is praise."""


@pytest.mark.parametrize(("sentence", "praise"), TYPED)
def test_the_lstm_reads_what_people_type(sentence: str, praise: bool) -> None:
    found = reading(sentence)
    assert found.positive == praise
    assert found.tokens.all(), "each of these words is known"


@pytest.mark.parametrize(
    ("sentence", "read"),
    [("I dont like it", "i do n't like it"), ("it was bad :-(", "it was bad :("), ("so<br />good", "so good")],
)
def test_a_typed_sentence_is_drawn_as_it_is_read(open_lesson: OpenLesson, sentence: str, read: str) -> None:
    at = open_lesson("sentiment", compare="nothing")
    control(at.text_input, "sentiment.sentence").set_value(sentence).run()
    assert [texts(at, f"x.{t}")[0] for t in range(1, len(read.split()) + 1)] == read.split()
    assert ("1 HTML tag left out" in words(at)) == ("<br" in sentence)
    assert typed(at) == sentence


def test_a_wish_is_taken_for_praise_and_no_training_sentence_wishes() -> None:
    assert reading(BEYOND).positive
    written = " ".join(template for table in templates.ALL for group in table.values() for template in group)
    assert "if only" not in written
    assert "if only" not in " ".join((*grammar.LEAD, *grammar.TAIL, *grammar.EVENTS))


def test_one_word_praises_or_blames_by_the_words_before_it() -> None:
    assert SICK.split()[-1] == SICKENED.split()[-1] == "sick"
    assert reading(SICK).verdict(4) == "positive"
    assert reading(SICKENED).verdict(5) == "negative"


def test_a_sentence_that_somebody_wrote_opens_as_it_was_read() -> None:
    for each in scores.graded("lstm"):
        assert tuple(text.words(scores.joined(each.words))) == each.words


def test_nothing_is_given_away_before_the_question_is_answered(open_lesson: OpenLesson) -> None:
    for stop, last in (("", 1), ("scores", 3), ("turn", 3)):
        at = open_lesson("sentiment", **({"stop": stop} if stop else {}))
        graph = figure(at)
        assert graph["veil_after"] == graph["start"] == last - 1
        drawn = {node["id"] for node in graph["nodes"]}
        assert f"s.{last}" in drawn
        assert not {f"s.{last + 1}", "s.5", "r.4"} & drawn
        assert said(graph, f"p.{last}") != ""
        for hidden in ("p.5", f"d.{last + 1}", "h.4.1", "u.4"):
            assert said(graph, hidden) == ""


def test_the_other_sentence_s_answer_is_not_told_while_a_question_is_open(open_lesson: OpenLesson) -> None:
    graph = figure(open_lesson("sentiment", stop="bag"))
    boxes = [node for node in graph["nodes"] if node["id"].startswith("other.")]
    assert len(boxes) == 4
    assert all("p(positive)" not in box["alt"] for box in boxes[1:])
    assert not [node for node in graph["nodes"] if node["id"] in ("s.4", "r.4")]


def test_an_answer_uncovers_the_figure_and_says_why(open_lesson: OpenLesson) -> None:
    at = press(open_lesson("sentiment", stop="turn"), "sentiment.guide", "good")
    graph = figure(at)
    assert "**“good”** is right" in words(at)
    assert graph["veil_after"] is None
    assert graph["start"] == len(graph["steps"]) - 1
    assert "s.5" in {node["id"] for node in graph["nodes"]}
    assert "sentiment" in ticked(at)


def test_a_wrong_answer_is_met_with_what_is_wrong_about_it(open_lesson: OpenLesson) -> None:
    at = press(open_lesson("sentiment", stop="turn"), "sentiment.guide", "not")
    assert "Not “not”" in words(at)
    assert "“not bad” is praise" in words(at)
    assert "The answer is **“good”**" in words(at)


def test_a_sentence_of_the_reader_s_is_shown_at_once_and_the_guide_stays(open_lesson: OpenLesson) -> None:
    at = open_lesson("sentiment", stop="turn")
    control(at.text_input, "sentiment.sentence").set_value(BOTH).run()
    assert figure(at)["veil_after"] is None
    assert texts(at, "x.9") == ["fantastic"]
    assert "Resume" in [each["label"] for each in cards(at)["sentiment.guide"]["presses"]]
    press(at, "sentiment.guide", "Resume")
    assert typed(at) == LECTURE
    assert figure(at)["veil_after"] == 2


def test_beside_the_path_stands_how_far_each_word_moves_the_state_and_the_score(open_lesson: OpenLesson) -> None:
    at = open_lesson("sentiment", stop="path")
    found = reading(LECTURE)
    w = readings.direction(found.run.model)[0]
    for t in range(1, 6):
        step = found.h[t] - found.h[t - 1]
        assert texts(at, f"m.{t}") == [signed(float(np.linalg.norm(step)), 1)]
        assert found.changes[t - 1] == pytest.approx(float(w @ step), abs=1e-12)
        assert signed(float(np.linalg.norm(step)), 3) in said(figure(at), f"m.{t}")
        assert signed(float(w @ step), 3) in said(figure(at), f"d.{t}")
    long = open_lesson("sentiment", view="path", compare="nothing", sentence=" ".join(["good"] * 20))
    assert not [node for node in figure(long)["nodes"] if node["id"].startswith("m.")]


def test_no_word_of_the_path_stands_on_a_line() -> None:
    shown = result(PATH)
    figure = path.path(shown.scene, readers.plane("lstm"), View())
    at = {node.id: node for node in figure.nodes}
    labels = [note for note in figure.notes if note.text in LECTURE.split() and note.x < path.BESIDE]
    assert sorted(note.text for note in labels) == sorted([*LECTURE.split(), "good"])
    for note in labels:
        wide, high = path.LETTER * len(note.text) / 2, path.HIGH / 2
        for edge in figure.edges:
            for part in np.linspace(0, 1, 200):
                x = at[edge.source].x + part * (at[edge.target].x - at[edge.source].x)
                y = at[edge.source].y + part * (at[edge.target].y - at[edge.source].y)
                assert abs(x - note.x) > wide or abs(y - note.y) > high, (note.text, edge.id)


def test_words_outside_the_vocabulary_are_shown_and_named(open_lesson: OpenLesson) -> None:
    at = open_lesson("sentiment", sentence="a zorb of a film 🦔")
    box = next(node for node in figure(at)["nodes"] if node["id"] == "x.2")
    assert (box["texts"], box["caption"], box["role"]) == (["zorb"], "<unk>", "input")
    said = words(at).replace("\\", "")
    assert "“zorb”, “🦔”" in said
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
    at = open_lesson("sentiment", sentence="it is a film", compare="flipped")
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


@pytest.mark.parametrize(
    ("parameter", "said"),
    [("sentence", ""), ("sentence", "..." * 60), ("sentence", "good " * 25), ("reader", "GRU"),
     ("sentence", "\x00"), ("compare", "x"), ("view", "nan")],
)  # fmt: skip
def test_a_malformed_link_shows_the_lecture_s_values_and_names_the_parameter(
    open_lesson: OpenLesson, parameter: str, said: str
) -> None:
    at = open_lesson("sentiment", **{parameter: said})
    assert any(f"{parameter}: " in warning.value.replace("\\", "") for warning in at.warning)
    assert control(at.text_input, "sentiment.sentence").value == LECTURE


@pytest.mark.parametrize(
    ("typed", "why"), [("", "empty"), ("x" * 400, "too long"), ("good " * 30, "too long"), ("\u200b", "empty")]
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
    at = open_lesson("sentiment", sentence="bad", reader="vanilla RNN", view="path", compare="nothing")
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
