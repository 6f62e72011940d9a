"""The lesson `translation`: its promises hold in the script that the server runs."""

import json
from itertools import product

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from lessons.translation import cards, script
from lessons.translation.model import trace as traces
from lessons.translation.model.sentence import LECTURE
from lessons.translation.model.translated import ELSEWHERE, needs, reference, searched, translated, translator
from lessons.translation.script import SWAPPED
from lessons.translation.state import NETWORKS, VIEWS
from tests.explained import said
from tests.pages.conftest import (
    OpenLesson,
    address,
    answer,
    button,
    control,
    explained_controls,
    figure,
    held,
    look_for,
    show_me,
    texts,
    words,
)
from ui import shipped

PLAIN = translated("plain", LECTURE)


def written(at: AppTest) -> list[str]:
    """The words in the first rows of the outputs; an open question, which covers some of them, is skipped."""
    if figure(at)["veil_after"] is not None:
        bet(at, "Skip")
    nodes = {node["id"]: node for node in figure(at)["nodes"]}
    T = sum(name.startswith("y.") for name in nodes)
    return [nodes[f"y.{t}"]["texts"][0] for t in range(1, T + 1)]


def bet(at: AppTest, option: str) -> None:
    answer(at, "translation", option)


@pytest.mark.parametrize(("network", "sentence"), [*product(NETWORKS, [LECTURE, "i see him"])])
def test_what_is_written_is_computed_from_the_shipped_weights(
    open_lesson: OpenLesson, network: str, sentence: str
) -> None:
    at = open_lesson("translation", network=NETWORKS[network], sentence=sentence)
    trace = traces.translate(translator(network), sentence.split())
    assert written(at) == [trace.translator.answer.symbols[k] for k in trace.tokens]


def test_the_first_paint_stands_before_the_word_that_is_asked_for(open_lesson: OpenLesson) -> None:
    at = open_lesson("translation")
    graph = figure(at)
    t = cards.asked(PLAIN)
    assert graph["veil_after"] == graph["start"] == len(LECTURE.split()) + t - 1
    assert "Bet first" in words(at)
    assert PLAIN.reference[-1] not in words(at).replace("Look for", "")


def test_the_right_bet_shows_the_word_and_the_verdict(open_lesson: OpenLesson) -> None:
    at = open_lesson("translation")
    t = cards.asked(PLAIN)
    bet(at, PLAIN.trace.written[t - 1])
    assert "✓ Right" in words(at)
    assert "right in all 7 words" in words(at)
    assert figure(at)["veil_after"] is None


def test_of_a_long_sentence_the_reader_says_whether_it_comes_out_right(open_lesson: OpenLesson) -> None:
    at = open_lesson("translation", sentence=SWAPPED)
    assert "15 words were read" in words(at)
    bet(at, "some are wrong")
    assert "✓ Right" in words(at)
    assert "words wrong" in words(at)
    at = open_lesson("translation", sentence=SWAPPED, network="attention")
    bet(at, "some are wrong")
    assert "✗ You said some are wrong" in words(at)


def test_without_attention_the_vector_of_another_sentence_makes_it_write_that_one(open_lesson: OpenLesson) -> None:
    at = open_lesson("translation", handed="another’s")
    bet(at, "the other sentence")
    assert "✓ Right" in words(at)
    assert written(at)[:-1] == list(reference(ELSEWHERE))
    at = open_lesson("translation", handed="another’s", network="attention")
    assert written(at)[:-1] == list(PLAIN.reference)


@pytest.mark.parametrize("network", NETWORKS)
def test_every_view_of_every_network_opens_and_has_its_lines(open_lesson: OpenLesson, network: str) -> None:
    for view in VIEWS:
        at = open_lesson("translation", network=NETWORKS[network], view=view)
        lines = script.LINES[view]
        assert len(look_for(at, "translation")) == len(lines)


def test_the_map_shows_attention_s_weights_and_else_what_each_word_needs(open_lesson: OpenLesson) -> None:
    at = open_lesson("translation", network="attention", view="map")
    alpha = translated("attention", LECTURE).trace.alpha
    assert alpha is not None
    rows = {node["id"]: node for node in figure(at)["nodes"]}
    assert rows["a.6"]["values"] == alpha[5].tolist()
    assert int(np.argmax(alpha[5])) == LECTURE.split().index("hat")
    assert int(np.argmax(alpha[6])) == LECTURE.split().index("red")
    at = open_lesson("translation", view="map")
    needed = needs("plain", LECTURE)
    assert needed is not None
    rows = {node["id"]: node for node in figure(at)["nodes"]}
    assert rows["need.6"]["values"] == needed[5].tolist()


def test_the_beam_follows_as_many_as_the_slider_says(open_lesson: OpenLesson) -> None:
    for width in (1, 5):
        at = open_lesson("translation", view="beam", width=str(width), sentence=script.MENDED)
        tree = searched("plain", script.MENDED, width)
        kept = sum(node.kept for node in tree.nodes)
        drawn = [node for node in figure(at)["nodes"] if node["role"] != "plain"]
        assert len(drawn) == kept


def test_a_word_from_the_list_is_added_and_the_longest_whole_sentence_translated(open_lesson: OpenLesson) -> None:
    at = open_lesson("translation", sentence="i see him")
    options = control(at.selectbox, "translation.next_word").options
    assert {"and", "but", "today"} <= set(options)
    assert "him" not in options
    control(at.selectbox, "translation.next_word").set_value("and").run()
    assert control(at.text_input, "translation.sentence").value == "i see him and"
    assert texts(at, "x.3") == ["him"]
    for word in ("she", "sees", "me"):
        control(at.selectbox, "translation.next_word").set_value(word).run()
    assert texts(at, "x.7") == ["me"]
    assert not at.exception


@pytest.mark.parametrize("text", ["zebra", "😀", "<script>", "i see him him", "a" * 5000, "nan", "i see him\x00"])
def test_a_sentence_that_is_none_gets_a_clear_message_and_the_page_goes_on(open_lesson: OpenLesson, text: str) -> None:
    at = open_lesson("translation", sentence=text)
    assert not at.exception
    assert at.warning
    assert written(at)


@pytest.mark.parametrize(
    ("key", "text"), [("network", "nonsense"), ("view", "7"), ("handed", ""), ("width", "99"), ("width", "nan")]
)
def test_a_malformed_link_is_refused_by_name_and_the_start_value_stands(
    open_lesson: OpenLesson, key: str, text: str
) -> None:
    at = open_lesson("translation", view="beam", **({key: text} if key != "view" else {}))
    assert not at.exception
    at = open_lesson("translation", **{key: text})
    assert not at.exception
    assert any(f"- {key}: " in warning.value for warning in at.warning)
    assert written(at) == [PLAIN.symbols[k] for k in PLAIN.trace.tokens]


def test_sentences_of_every_length_open_in_every_network(open_lesson: OpenLesson) -> None:
    longest = " and ".join(["my old woman is not going to look for two beautiful horses"] * 5)
    for network in NETWORKS.values():
        for sentence in ("i like us", "i see him", "does he see her ?", longest):
            at = open_lesson("translation", network=network, sentence=sentence)
            assert not at.exception
            graph = figure(at)
            del graph["explained"]
            assert "nan" not in json.dumps(graph).replace("nanc", "")


def test_sentences_that_fail_are_offered_and_translated_when_asked_for(open_lesson: OpenLesson) -> None:
    at = open_lesson("translation", view="length")
    assert "It fails on" in words(at)
    source, said, _ = shipped.measured("translation")["plain"]["wrong"]["2"][0]
    at.button(key="translation.fails_2").click().run()
    assert control(at.text_input, "translation.sentence").value == source
    assert written(at)[:-1] == said.split()
    assert "words wrong" in words(at)


def test_show_me_sets_the_page_to_what_its_sentence_says(open_lesson: OpenLesson) -> None:
    at = open_lesson("translation")
    show_me(at, "translation", 4)
    assert written(at)[3] == "beau"
    show_me(at, "translation", 2)
    assert written(at)[:-1] == list(reference(ELSEWHERE))
    button(at, "Start values").click().run()
    assert written(at)[:-1] == list(PLAIN.reference)


def test_there_are_at_most_six_controls_and_each_explains_itself(open_lesson: OpenLesson) -> None:
    expected = {"network", "view", "sentence", "next_word"}
    for view, own in (("walk", {"handed"}), ("map", set()), ("length", set()), ("beam", {"width"})):
        assert explained_controls(open_lesson("translation", view=view)) == expected | own


def test_the_address_says_what_the_reader_changed_and_opens_the_same_page(open_lesson: OpenLesson) -> None:
    at = open_lesson("translation")
    assert address(at) == {}
    control(at.text_input, "translation.sentence").set_value("i see him and").run()
    control(at.button_group, "translation.network").set_value("attention").run()
    control(at.button_group, "translation.view").set_value("beam").run()
    control(at.slider, "translation.width").set_value(5).run()
    asked = address(at)
    assert asked == {"network": "attention", "view": "beam", "width": "5", "sentence": "i see him and"}
    again = open_lesson("translation", **asked)
    assert not again.warning
    assert figure(again)["nodes"] == figure(at)["nodes"]
    assert control(again.text_input, "translation.sentence").value == "i see him and"


def test_a_word_that_is_chosen_is_ringed_and_explained_by_the_card(open_lesson: OpenLesson) -> None:
    token = PLAIN.trace.tokens[2]
    name = f"y.3.{token + 1}"
    at = open_lesson("translation", selected=name)
    assert figure(at)["selected"] == name
    bet(at, "Skip")
    assert figure(at)["selected"] == name
    assert said(figure(at), name).startswith(f"“{PLAIN.symbols[token]}” at t = 3: score (logit) and softmax")


def test_a_link_to_a_word_that_the_question_hides_does_not_explain_it(open_lesson: OpenLesson) -> None:
    last = len(PLAIN.trace.tokens) - 1
    at = open_lesson("translation", selected=f"y.{last}")
    for hidden in (f"y.{last}", f"W_hy.{last}", f"h.{last}", f"fed.{last}"):
        assert said(figure(at), hidden) == ""


def test_what_a_reader_types_is_kept_by_their_visit_alone(open_lesson: OpenLesson) -> None:
    at = open_lesson("translation", sentence="i see him and she sees me", view="map")
    assert any("i see him and she sees me" in str(key) for key in held(at, "translation").results)
    assert not held(open_lesson("translation"), "translation").results.keys() & held(at, "translation").results.keys()
    for function in (translated, needs, searched, traces.translate):
        assert not hasattr(function, "cache_info")


def test_what_is_chosen_on_other_pages_does_not_reach_this_one_nor_the_other_way(open_lesson: OpenLesson) -> None:
    at = open_lesson("rnn_vs_lstm")
    control(at.slider, "rnn-vs-lstm.length").set_value(16).run()
    control(at.select_slider, "rnn-vs-lstm.hidden").set_value(64).run()
    assert address(at) == {"hidden": "64", "length": "16"}
    at.switch_page("../pages/recurrence.py").run()
    assert_as_it_starts(at)

    at.switch_page("../pages/sentiment.py").run()
    control(at.text_input, "sentiment.sentence").set_value("this film is not bad").run()
    assert set(address(at)) == {"sentence"}
    at.switch_page("../pages/translation.py").run()
    assert_as_it_starts(at)
    assert written(at) == [PLAIN.symbols[k] for k in PLAIN.trace.tokens]

    control(at.text_input, "translation.sentence").set_value("i see him").run()
    control(at.button_group, "translation.view").set_value("beam").run()
    control(at.slider, "translation.width").set_value(5).run()
    chosen = address(at)
    assert chosen == {"view": "beam", "width": "5", "sentence": "i see him"}
    for other in ("recurrence", "image_captioning", "sequences"):
        at.switch_page(f"../pages/{other}.py").run()
        assert_as_it_starts(at)

    at.switch_page("../pages/translation.py").run()
    assert not at.exception
    assert address(at) == chosen


def assert_as_it_starts(at: AppTest) -> None:
    """The open page runs, has nothing to complain about, and says nothing in its address."""
    assert not at.exception
    assert not at.warning
    assert address(at) == {}
