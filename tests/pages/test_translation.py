"""The lesson `translation`: its promises hold in the script that the server runs."""

import json
from itertools import product

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from lessons.translation import script
from lessons.translation.model import trace as traces
from lessons.translation.model.sentence import LECTURE
from lessons.translation.model.translated import ELSEWHERE, needs, reference, searched, translated, translator
from lessons.translation.state import NETWORKS, VIEWS
from tests.explained import said
from tests.pages.conftest import (
    OpenLesson,
    address,
    button,
    cards,
    components,
    control,
    explained_controls,
    figure,
    held,
    press,
    texts,
    words,
)
from ui import shipped

PLAIN = translated("plain", LECTURE)


def written(at: AppTest) -> list[str]:
    """The words in the first rows of the outputs."""
    nodes = {node["id"]: node for node in figure(at)["nodes"]}
    T = sum(name.startswith("y.") for name in nodes)
    return [nodes[f"y.{t}"]["texts"][0] for t in range(1, T + 1)]


@pytest.mark.parametrize(("network", "sentence"), [*product(NETWORKS, [LECTURE, "i see him"])])
def test_what_is_written_is_computed_from_the_shipped_weights(
    open_lesson: OpenLesson, network: str, sentence: str
) -> None:
    at = open_lesson("translation", stop="write", network=NETWORKS[network], sentence=sentence)
    trace = traces.translate(translator(network), sentence.split())
    assert written(at) == [trace.translator.answer.symbols[k] for k in trace.tokens]


def test_the_opening_shows_what_is_read_and_nothing_of_what_is_written(open_lesson: OpenLesson) -> None:
    at = open_lesson("translation")
    graph = figure(at)
    assert graph["veil_after"] == graph["start"] == len(LECTURE.split()) - 1
    assert set(written(at)) == {"?"}
    assert PLAIN.reference[-1] not in cards_without_options(at)
    for hidden in ("y.1", "h.1", "W_hy.3", f"y.3.{PLAIN.trace.tokens[2] + 1}"):
        assert said(graph, hidden) == ""


def test_the_stop_that_writes_shows_every_word_and_that_they_are_right(open_lesson: OpenLesson) -> None:
    at = open_lesson("translation", stop="write")
    assert "right in all 7 words" in words(at)
    assert figure(at)["veil_after"] is None
    assert written(at)[:-1] == list(PLAIN.reference)


@pytest.mark.parametrize("present", ["0", "1"])
def test_no_card_and_no_step_tells_what_the_exchanged_vector_makes_it_write(
    open_lesson: OpenLesson, present: str
) -> None:
    at = open_lesson("translation", stop="exchange", present=present)
    assert "translation.verdict" not in cards(at)
    told = json.dumps(figure(at), ensure_ascii=False, default=str)
    assert not [word for word in reference(ELSEWHERE) if f"“{word}”" in told]
    at = press(at, "translation.guide", "ils vont manger")
    assert "gâteaux" in cards(at)["translation.verdict"]["body"]
    assert "writes “gâteaux”" in json.dumps(figure(at), ensure_ascii=False, default=str)


@pytest.mark.parametrize("present", ["0", "1"])
def test_no_length_after_the_first_tells_its_share_before_the_answer(open_lesson: OpenLesson, present: str) -> None:
    at = open_lesson("translation", stop="length", present=present)
    curves = next(data["curves"] for _, data in components(at) if "curves" in data)
    first, *later = [step["text"] for step in curves["steps"]]
    assert "%" in first
    assert all(text.endswith(" words: ?") for text in later)
    assert {x for line in curves["panels"][0]["series"] for x in line["x"]} == {curves["steps"][0]["x"]}
    assert not [line for line in curves["panels"][0]["series"] if line.get("ending")]
    assert "translation.verdict" not in cards(at)


def test_the_steps_of_the_map_do_not_tell_the_weight_for_the_verb_before_the_answer(open_lesson: OpenLesson) -> None:
    first, *later = [step["text"] for step in figure(open_lesson("translation", stop="map"))["steps"]]
    assert "“she”" in first
    assert later == [f"t = {t} · ?" for t in range(2, len(later) + 2)]


def test_the_vector_of_another_sentence_makes_it_write_that_one_and_a_question_asks_first(
    open_lesson: OpenLesson,
) -> None:
    at = open_lesson("translation", stop="exchange")
    assert set(written(at)) == {"?"}
    assert next(edge for edge in figure(at)["edges"] if edge["id"] == "last.1")["cut"]
    assert "gâteaux" not in cards_without_options(at)
    at = press(at, "translation.guide", "ils vont manger")
    assert "is right" in words(at)
    assert written(at)[:-1] == list(reference(ELSEWHERE))
    at = open_lesson("translation", stop="write", handed="another sentence", network="attention")
    assert written(at)[:-1] == list(PLAIN.reference)


def cards_without_options(at: AppTest) -> str:
    return " ".join(one["title"] + one["body"] for one in cards(at).values())


def test_the_question_of_the_map_hides_the_rows_that_answer_it(open_lesson: OpenLesson) -> None:
    at = open_lesson("translation", stop="map")
    assert "A state has read its neighbors" not in words(at)
    graph = figure(at)
    assert said(graph, "a.1.1") != ""
    assert said(graph, "a.3.2") == ""
    at = press(at, "translation.guide", "like")
    assert "Not “like”" in words(at)
    assert "A state has read its neighbors" in words(at)
    assert said(figure(at), "a.3.2") != ""


def test_the_question_of_the_lengths_takes_the_curves_out_of_the_data(open_lesson: OpenLesson) -> None:
    at = open_lesson("translation", stop="length")
    assert "Held-out sentences that it gets wrong" not in words(at)
    curves = next(data["curves"] for _, data in components(at) if "curves" in data)
    drawn = {line["id"]: line for panel in curves["panels"] for line in panel["series"]}
    assert all(y is None for y in drawn["plain"]["y"][1:])
    at = press(at, "translation.guide", "about 16 words")
    assert "is right" in words(at)
    assert "Held-out sentences that it gets wrong" in words(at)


@pytest.mark.parametrize("network", NETWORKS)
def test_every_view_of_every_network_opens(open_lesson: OpenLesson, network: str) -> None:
    for view in VIEWS:
        at = open_lesson("translation", network=NETWORKS[network], view=view)
        assert not at.exception


def test_sentences_that_fail_are_offered_and_translated_when_asked_for(open_lesson: OpenLesson) -> None:
    at = open_lesson("translation", view="length")
    assert "Held-out sentences that it gets wrong" in words(at)
    source, answer, _ = shipped.measured("translation")["plain"]["wrong"]["2"][0]
    at = press(at, "translation.failures", "2 clauses")
    assert control(at.text_input, "translation.sentence").value == source
    assert written(at)[:-1] == answer.split()
    assert "words wrong" in words(at)


def test_start_values_bring_the_opening_back(open_lesson: OpenLesson) -> None:
    at = open_lesson("translation", stop="write", sentence=script.UNSEEN)
    assert written(at)[3] == "beau"
    button(at, "Start values").click().run()
    assert address(at) == {}
    assert texts(at, "x.7") == ["hat"]


def test_a_word_that_is_chosen_is_ringed_and_explained_by_the_card(open_lesson: OpenLesson) -> None:
    token = PLAIN.trace.tokens[2]
    name = f"y.3.{token + 1}"
    at = open_lesson("translation", stop="write", selected=name)
    assert figure(at)["selected"] == name
    assert said(figure(at), name).startswith(f"“{PLAIN.symbols[token]}” at t = 3: score (logit) and softmax")


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
    at.session_state["translation.more"] = True
    at.run()
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


@pytest.mark.parametrize("text", ["zebra", "😀", "<script>", "i see him him", "a" * 5000, "nan", "him\x00"])
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
    assert set(written(at)) == {"?"}


def test_sentences_of_every_length_open_in_every_network(open_lesson: OpenLesson) -> None:
    longest = " and ".join(["my old woman is not going to look for two beautiful horses"] * 5)
    for network in NETWORKS.values():
        for sentence in ("i like us", "i see him", "does he see her ?", longest):
            at = open_lesson("translation", network=network, sentence=sentence)
            assert not at.exception
            graph = figure(at)
            del graph["explained"]
            assert "nan" not in json.dumps(graph).replace("nanc", "")


def test_there_are_at_most_four_controls_at_first_and_each_explains_itself(open_lesson: OpenLesson) -> None:
    expected = {"network", "view", "sentence"}
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


def test_what_a_reader_types_is_kept_by_their_visit_alone(open_lesson: OpenLesson) -> None:
    at = open_lesson("translation", sentence="i see him and she sees me", view="map")
    assert any("i see him and she sees me" in str(key) for key in held(at, "translation").results)
    assert not held(open_lesson("translation"), "translation").results.keys() & held(at, "translation").results.keys()
    for function in (translated, needs, searched, traces.translate):
        assert not hasattr(function, "cache_info")


def test_what_is_chosen_on_other_pages_does_not_reach_this_one_nor_the_other_way(open_lesson: OpenLesson) -> None:
    at = open_lesson("rnn_vs_lstm")
    at.session_state["rnn-vs-lstm.more"] = True
    at.run()
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
    assert texts(at, "x.7") == ["hat"]

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
