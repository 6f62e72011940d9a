"""The lesson `image-captioning`: its promises hold in the script that the server runs."""

import functools
import gc
import json
import weakref
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from datasets.scenes.drawing import as_input, draw
from datasets.scenes.facts import GRADE_NAMES
from datasets.scenes.held_out import is_held_out
from datasets.scenes.judge import judge
from datasets.scenes.scene import Scene, encode, parse
from datasets.scenes.sentences import references
from figures.numbers import signed
from lessons.image_captioning.model.caption_trace import LONGEST, beam_search
from lessons.image_captioning.model.captioners import A_PAGE, ENDS, WRITERS, Caption, Writer, caption, captioners
from lessons.image_captioning.model.pictures import drawing, held_out
from lessons.image_captioning.model.twins import facts_changed, twins
from lessons.image_captioning.script import SCRIPT
from lessons.image_captioning.state import FIRST, Captions, View
from rnn_core import beam, vision
from rnn_core import caption as core
from rnn_core.types import Array
from tests.explained import said
from tests.pages.conftest import (
    OpenLesson,
    address,
    button,
    cards,
    control,
    explained_controls,
    figure,
    held,
    press,
    words,
)
from ui import shipped

PAGE = "image_captioning"
VIEWS: tuple[View, ...] = ("write", "beam", "grades", "features")
SLUG = "image-captioning"
MINE = "beach~brown-dog~running~7"


def box(at: AppTest, name: str) -> dict[str, Any]:
    """A box of the figure."""
    found: dict[str, Any] = next(node for node in figure(at)["nodes"] if node["id"] == name)
    return found


def choose(at: AppTest, option: str) -> None:
    """Commit to an answer of the guide's question."""
    press(at, f"{SLUG}.guide", option)


def part(at: AppTest, name: str) -> Any:
    """The list in which a part of the reader's own scene is chosen."""
    return next(one for one in at.selectbox if str(one.key).startswith(f"{SLUG}.scene") and str(one.key).endswith(name))


def vector(scene: Scene) -> Array:
    """The vector of a scene's drawing, by the core alone."""
    found: Array = vision.features(captioners().network, as_input(draw(scene))[np.newaxis]).vectors[0]
    return found


def greedy(scene: Scene, writer: Writer) -> tuple[list[int], list[float]]:
    """The likeliest word after the likeliest word, and each one's log p, by the core alone."""
    model = captioners().captioners[writer]
    advance, state = core.advance(model, vector(scene), writer.when)
    tree = beam.search(advance, state, ENDS.start, width=1, longest=LONGEST, end=ENDS.end)
    nodes = [tree.nodes[0]]
    while len(nodes) < len(tree.tokens(tree.best)) + 1:
        nodes.append(next(n for n in tree.nodes if n.depth == nodes[-1].depth + 1))
    return tree.tokens(tree.best), [node.log_p for node in nodes[1:]]


def sentence(scene: Scene, writer: Writer) -> str:
    """What is said of a scene."""
    known = captioners().words
    return " ".join(known[token] for token in greedy(scene, writer)[0] if token != ENDS.end)


def link(writer: Writer) -> dict[str, str]:
    """The writer in a link."""
    return {"decoder": writer.decoder, "image": writer.when}


@pytest.mark.parametrize("writer", WRITERS, ids=str)
def test_the_figure_has_the_words_and_numbers_of_the_core(open_lesson: OpenLesson, writer: Writer) -> None:
    at = open_lesson(PAGE, stop="summary", **link(writer))
    scene = held_out("test")[FIRST - 1]
    tokens, log_p = greedy(scene, writer)
    seen = vector(scene)
    assert box(at, "v")["values"] == pytest.approx(seen.tolist(), rel=1e-12)
    model = captioners().captioners[writer]
    assert box(at, "v'")["values"] == pytest.approx((model.W_v @ seen + model.b_v).tolist(), rel=1e-12)
    known = captioners().words
    for t, (token, value) in enumerate(zip(tokens, log_p, strict=True), start=1):
        assert box(at, f"p.{t}")["caption"] == ("." if token == ENDS.end else known[token])
        p = signed(float(np.exp(value)))
        assert box(at, f"p.{t}")["texts"] == ["1.0" if p == "1.00" else p.removeprefix("0")]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("picture", ["held-out scene", "held-out mix", "unknown thing", "my scene", "upload"])
def test_every_view_shows_every_kind_of_picture(open_lesson: OpenLesson, view: str, picture: str) -> None:
    at = open_lesson(PAGE, view=view, pictures=picture, number="200")
    graph = figure(at)
    assert graph["nodes"]
    assert len(graph["steps"]) > 1


def test_the_judge_waits_for_the_reader_and_grades_the_sentence_on_the_screen(open_lesson: OpenLesson) -> None:
    scene = held_out("test")[FIRST - 1]
    given = judge(sentence(scene, Writer()), scene)
    right = GRADE_NAMES[given.grade - 1]
    for name in GRADE_NAMES:
        at = open_lesson(PAGE, stop="sentence")
        graph = figure(at)
        assert graph["veil_after"] == graph["start"] == len(graph["steps"]) - 2
        assert set(box(at, "grade")["texts"]) == {"?"}
        choose(at, name)
        assert figure(at)["veil_after"] is None
        assert " ".join(box(at, "grade")["texts"]).strip() == right
        assert f"**“{right}”**" in words(at)
        assert ("is right" in words(at)) == (name == right)
        assert all(fault.text in words(at) for fault in given.faults)
        assert figure(at)["start"] == len(figure(at)["steps"]) - 1


@pytest.mark.parametrize("stop", ["task", "features", "enters", "sentence", "unknown"])
def test_neither_the_sentence_nor_the_picture_s_name_is_given_away(open_lesson: OpenLesson, stop: str) -> None:
    at = open_lesson(PAGE, **({} if stop == "task" else {"stop": stop}))
    graph, state = figure(at), held(at, SLUG).state
    assert isinstance(state, Captions)
    true = references(state.shown_scene)
    everything = json.dumps([graph["nodes"], graph["explained"]["names"], list(cards(at).values())], default=str)
    assert not any(each in everything for each in true)
    if stop != "sentence":
        assert {text for node in graph["nodes"] if node["id"].startswith("p.") for text in node["texts"]} == {"?"}
        assert {step["text"] for step in graph["steps"][graph["start"] + 1 :]} == {"?"}
    choose(at, "Skip" if stop in ("sentence", "unknown") else "Next")
    if stop in ("sentence", "unknown"):
        assert true[0] in words(at)


def test_the_removed_layer_says_what_the_lecture_takes_and_what_is_taken_here(open_lesson: OpenLesson) -> None:
    notes = [note["text"] for note in figure(open_lesson(PAGE))["notes"]]
    assert any("CNN trained on ImageNet, features before the last FC layer" in note for note in notes)
    assert any("trained further with captions" in note for note in notes)


def test_the_last_layer_fits_worse_after_the_network_learned_to_caption() -> None:
    """Of held-out pictures with one thing: whether the best class is the thing in its color."""
    scenes = [one for one in held_out("test") if len(one.things) == 1 and one.count == 1 and not one.action]
    pictures = np.stack([as_input(draw(scene)) for scene in scenes])
    found = shipped.picture_features()
    before, after = (vision.features(net, pictures).scores.argmax(1) for net in (found.network, captioners().network))
    true = [f"{scene.subject.color} {scene.subject.name}" for scene in scenes]
    right = [sum(found.classes[k] == name for k, name in zip(best, true, strict=True)) for best in (before, after)]
    assert right[1] < right[0]
    assert right[1] > len(scenes) / 2


def test_the_gallery_is_graded_anew_and_says_how_many_of_each_grade(open_lesson: OpenLesson) -> None:
    for kind, name in (("test", "held-out scene"), ("novel", "unknown thing")):
        at = open_lesson(PAGE, view="grades", pictures=name, number="25")
        scenes = held_out(kind)[24:48]
        grades = [judge(sentence(scene, Writer()), scene).grade for scene in scenes]
        said = [step["text"] for step in figure(at)["steps"]]
        assert said == [f"{grade}: {grades.count(k)} of these 24" for k, grade in enumerate(GRADE_NAMES, start=1)]
        for node in figure(at)["nodes"]:
            number = int(node["id"].removeprefix("scene."))
            assert sentence(scenes[number - 25], Writer()) in node["alt"]


def test_the_grades_do_not_show_the_sentence_that_a_later_question_is_about(open_lesson: OpenLesson) -> None:
    shown = {node["id"] for node in figure(open_lesson(PAGE, stop="grades"))["nodes"]}
    assert shown
    assert f"scene.{SCRIPT.stops[SCRIPT.places['apart']].state.number}" not in shown


def test_no_sentence_about_a_thing_never_shown_is_right(open_lesson: OpenLesson) -> None:
    at = open_lesson(PAGE, view="grades", pictures="unknown thing", number="1")
    assert figure(at)["steps"][0]["text"] == "without errors: 0 of these 24"


def test_the_distances_of_the_twins_are_those_of_their_vectors(open_lesson: OpenLesson) -> None:
    at = open_lesson(PAGE, stop="apart")
    scene = held_out("test")[27 - 1]
    near = twins(Writer(), drawing(scene))
    changes = dict(facts_changed(scene))
    assert figure(at)["veil_after"] == 0
    assert {box(at, f"{twin.name}.d")["texts"][0] for twin in near.twins} == {"?"}
    assert {said(figure(at), twin.name) for twin in near.twins} == {""}
    assert "How far $v$ moves" not in words(at)
    choose(at, min(near.twins, key=lambda twin: twin.distance).change)
    assert "is right" in words(at)
    assert "it depends on its direction" in words(at)
    assert figure(at)["veil_after"] is None
    assert near.length == pytest.approx(float(np.linalg.norm(vector(scene))), rel=1e-12)
    for twin in near.twins:
        if twin.change in changes:
            other = changes[twin.change].scene
            assert other is not None
            far = float(np.linalg.norm(vector(other) - vector(scene)))
            assert twin.distance == pytest.approx(far, rel=1e-9)
            assert box(at, f"{twin.name}.d")["values"] == [pytest.approx(far, rel=1e-9)]
            assert f"= {signed(far, 3)}" in said(figure(at), twin.name)


@pytest.mark.parametrize("present", ["0", "1"])
def test_the_twins_do_not_stand_by_their_distance_before_the_answer(open_lesson: OpenLesson, present: str) -> None:
    at = open_lesson(PAGE, stop="apart", present=present)
    alts = [node["alt"] for node in figure(at)["nodes"] if node["id"].endswith(".d")]
    facts = [alt for alt in alts if "→" in alt]
    assert facts == sorted(facts)
    assert facts[0] != "Distance after: dog → cat"
    told = json.dumps([figure(at)["notes"], figure(at)["steps"], list(cards(at))], default=str)
    assert "nearest" not in told
    assert "sentence" not in told
    assert "image-captioning.compared" not in told
    choose(at, "Skip" if present == "0" else "dog → cat")
    facts = [n["alt"] for n in figure(at)["nodes"] if n["id"].endswith(".d") and "→" in n["alt"]]
    assert facts[0] == "Distance after: dog → cat"
    assert "the same sentence" in json.dumps(figure(at)["notes"])


def test_a_beam_of_one_is_greedy_and_a_wider_one_shows_all_that_it_tried(open_lesson: OpenLesson) -> None:
    scene = held_out("test")[FIRST - 1]
    for width in (1, 6):
        at = open_lesson(PAGE, view="beam", width=str(width))
        tree = beam_search(caption(Writer(), drawing(scene)).trace, width)
        best = tree.nodes[tree.best]
        assert box(at, f"b.{tree.best}")["texts"][1] == signed(best.total)
        if width == 1:
            assert best.total == pytest.approx(sum(greedy(scene, Writer())[1]), rel=1e-12)
        assert max(sum(n.kept for n in tree.nodes if n.depth == 2), 1) == width


def test_a_scene_of_one_s_own_is_in_the_link_and_one_never_shown_is_said_to_be_one(open_lesson: OpenLesson) -> None:
    at = open_lesson(PAGE, pictures="my scene", scene=MINE)
    found = caption(Writer(), drawing(parse(MINE))).trace
    assert box(at, "v")["values"] == found.vector.tolist()
    assert "this combination" not in words(at)
    part(at, "color").set_value("black").run()
    mine = parse(address(at)["scene"])
    assert (mine.subject.color, mine.place) == ("black", "beach")
    assert is_held_out(mine)
    assert "Training never showed **this combination**" in words(at)
    part(at, "thing").set_value("elephant").run()
    assert "Training never showed **any elephant**" in words(at)
    assert parse(address(at)["scene"]).subject.name == "elephant"


@pytest.mark.parametrize("text", ["", "x", "beach~brown-dog~flying~7", "room~red-car~7", "~" * 99])
def test_a_scene_that_cannot_be_drawn_is_refused_and_explained(open_lesson: OpenLesson, text: str) -> None:
    at = open_lesson(PAGE, pictures="my scene", scene=text)
    assert figure(at)["nodes"]
    if text:
        assert "no scene that can be drawn" in words(at)


def test_a_disturbed_picture_gives_another_vector_and_may_give_another_sentence(open_lesson: OpenLesson) -> None:
    plain = box(open_lesson(PAGE), "v")["values"]
    for kind in ("mirrored", "noisy", "covered", "gray", "upside down"):
        at = open_lesson(PAGE, disturb=kind)
        assert box(at, "v")["values"] != plain
        assert box(at, "picture")["picture"] != box(open_lesson(PAGE), "picture")["picture"]


def test_without_an_upload_the_page_says_so_and_shows_a_scene(open_lesson: OpenLesson) -> None:
    at = open_lesson(PAGE, pictures="upload")
    assert "No picture was uploaded yet" in words(at)
    assert figure(at)["nodes"]


@pytest.mark.parametrize("place", range(len(SCRIPT.stops)))
def test_what_a_stop_points_out_is_in_its_figure(open_lesson: OpenLesson, place: int) -> None:
    stop = SCRIPT.stops[place]
    at = open_lesson(PAGE, **({"stop": stop.name} if place else {}))
    for _ in range(1 + (stop.question is not None)):
        graph = figure(at)
        names = {part["id"] for part in (*graph["nodes"], *graph["edges"])}
        assert set(graph["highlight"]) <= names
        assert graph["highlight"] or not stop.highlight
        if stop.question is not None and "Skip" in [each["label"] for each in cards(at)[f"{SLUG}.guide"]["presses"]]:
            choose(at, "Skip")


def test_the_first_picture_is_the_lesson_in_one() -> None:
    scenes = held_out("test")
    scene, dog, shirt = (scenes[number - 1] for number in (FIRST, 27, 28))
    assert scene.subject.color == "brown"
    assert sentence(scene, Writer()).startswith("a black dog")
    assert sentence(scene, Writer("LSTM", "every step")).startswith("a brown dog")
    shirt_caption = caption(Writer(), drawing(shirt))
    alone, wide = (beam_search(shirt_caption.trace, width) for width in (1, 3))
    assert " in a black shirt " in shirt_caption.text(alone.tokens(alone.best))
    assert " wearing black " in shirt_caption.text(wide.tokens(wide.best))
    assert wide.nodes[wide.best].total > alone.nodes[alone.best].total
    for known, change, same in ((dog, "dog → cat", True), (scenes[8], "woman → man", False)):
        near = twins(Writer(), drawing(known))
        (least,) = (twin for twin in near.twins if twin.change == change)
        anew = [twin.distance for twin in near.twins if twin.change.startswith("drawn anew")]
        assert least.distance < min(anew)
        assert (least.sentence == near.sentence) == same
    guitar = held_out("novel")[1]
    assert guitar.subject.name == "guitar"
    assert sentence(guitar, Writer()).startswith("a woman")


def test_a_gallery_of_a_known_world_is_better_than_one_of_new_mixes(open_lesson: OpenLesson) -> None:
    right = []
    for name in ("held-out scene", "held-out mix", "unknown thing"):
        at = open_lesson(PAGE, view="grades", pictures=name, number="1")
        right.append(int(figure(at)["steps"][0]["text"].split()[2]))
    assert right[0] > 12
    assert right[0] > right[1] > right[2] == 0


def test_a_picture_of_the_gallery_opens_where_it_is_written_about(open_lesson: OpenLesson) -> None:
    name = figure(open_lesson(PAGE, view="grades", number="1"))["nodes"][-1]["id"]
    number = name.removeprefix("scene.")
    at = open_lesson(PAGE, view="grades", number="1", selected=name)
    assert cards(at)[f"{SLUG}.picked"]["title"] == f"No. {number}"
    press(at, f"{SLUG}.picked", "Open it in the view write")
    assert (address(at)["number"], control(at.button_group, f"{SLUG}.view").value) == (number, "write")
    assert box(at, "v")["values"] == pytest.approx(vector(held_out("test")[int(number) - 1]).tolist(), rel=1e-9)


def test_the_proof_compares_steps_loops_and_the_card(open_lesson: OpenLesson) -> None:
    at = open_lesson(PAGE)
    at.button(key="proof_drawer").click().run()
    assert not at.exception
    (table,) = at.table
    named = dict(zip(*(table.value[column] for column in table.value), strict=True))
    assert "log P of the sentence" in named
    assert "grades of the card's first scenes" in named
    assert sum(name.startswith("layer") for name in named) == 4
    assert named["grades of the card's first scenes"] in ("0", *(f"{k}·10⁻¹⁷" for k in range(10)), "1·10⁻¹⁶")


def test_own_scenes_of_a_link_are_those_that_encode_writes() -> None:
    assert encode(parse(MINE)) == MINE


def test_controls_are_four_at_most_and_have_their_help(open_lesson: OpenLesson) -> None:
    for view in VIEWS:
        at = open_lesson(PAGE, view=view)
        assert button(at, "Start values")
        controls = explained_controls(at)
        assert {"view", "pictures", "number"} <= controls
        assert len(controls) <= 4


def test_grades_shows_only_kinds_of_which_there_are_many(open_lesson: OpenLesson) -> None:
    at = open_lesson(PAGE, view="grades", pictures="my scene")
    assert "my scene” is none of held-out scene, held-out mix, unknown thing" in words(at).replace("\\", "")
    assert 0 < len(figure(at)["nodes"]) <= A_PAGE // 2
    at = open_lesson(PAGE, pictures="my scene")
    control(at.button_group, f"{SLUG}.view").set_value("grades").run()
    assert control(at.selectbox, f"{SLUG}.pictures").value == "held-out scene"
    assert not at.exception


def test_a_picture_is_judged_once_a_run_and_its_sentence_written_once(
    open_lesson: OpenLesson, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[int] = []
    greedy_of_the_core = core.greedy

    def counted(*given: Any, **named: Any) -> core.Run:
        written.append(1)
        return greedy_of_the_core(*given, **named)

    for place in range(len(SCRIPT.stops)):
        SCRIPT.told(place)  # what the guide says is computed once a process
    monkeypatch.setattr(core, "greedy", counted)
    at = open_lesson(PAGE, number="11")
    assert len(written) == 1
    control(at.button_group, f"{SLUG}.view").set_value("beam").run()
    assert len(written) == 1
    press(at, f"{SLUG}.guide", "Resume")
    assert len(written) == 2


def photo() -> bytes:
    """A file with a picture that nobody else has."""
    out = BytesIO()
    pixels = np.random.default_rng(5).integers(0, 256, (80, 100, 3)).astype(np.uint8)
    Image.fromarray(pixels).save(out, "PNG")
    return out.getvalue()


def computed_for_everybody() -> dict[str, int]:
    """How many results each cache has made that belongs to no visit; but not those of sizes alone."""
    caches = [one for one in gc.get_objects() if isinstance(one, functools._lru_cache_wrapper)]
    of_the_app = ("lessons.", "figures.", "ui.", "datasets.", "rnn_core.")
    names = [(f"{one.__module__}.{one.__qualname__}", one) for one in caches]
    of_sizes = "rnn_core.types.row_starts"
    return {name: one.cache_info().misses for name, one in names if name.startswith(of_the_app) and name != of_sizes}


def test_an_uploaded_picture_is_written_about_and_leaves_with_the_visit(open_lesson: OpenLesson) -> None:
    for view in ("features", "beam", "write"):
        at = open_lesson(PAGE, pictures="upload", view=view)
    before = computed_for_everybody()
    control(at.file_uploader, f"{SLUG}.upload").upload("holiday.png", photo(), "image/png").run()
    assert not at.exception
    assert "No picture was uploaded yet" not in words(at)
    assert "Nobody wrote down the facts of this picture" in words(at)
    for view in ("beam", "features"):
        control(at.button_group, f"{SLUG}.view").set_value(view).run()
        assert not at.exception
    assert computed_for_everybody() == before
    assert "holiday" not in str(address(at))
    (found,) = (one for one in held(at, SLUG).results.values() if isinstance(one, Caption) and one.verdict is None)
    pixels = weakref.ref(found.trace.image)
    del found, at
    gc.collect()
    assert pixels() is None


def test_what_was_done_to_a_file_is_said(open_lesson: OpenLesson) -> None:
    out = BytesIO()
    Image.new("I;16", (9, 9), 30000).save(out, "PNG")
    at = open_lesson(PAGE, pictures="upload")
    control(at.file_uploader, f"{SLUG}.upload").upload("scan.png", out.getvalue(), "image/png").run()
    assert "The file: PNG, 9×9 pixels; 16-bit gray scaled to 8 bits" in words(at).replace("\\", "")


def test_a_file_that_is_no_picture_is_refused_and_a_scene_is_shown(open_lesson: OpenLesson) -> None:
    at = open_lesson(PAGE, pictures="upload")
    control(at.file_uploader, f"{SLUG}.upload").upload("holiday.png", b"%PDF-1.7", "image/png").run()
    refused = "The file is a PDF document; PNG, JPEG, WebP, GIF, BMP, TIFF and AVIF can be read."
    assert f"{refused} Still showing a scene of ours." in words(at).replace("\\", "")
    assert figure(at)["nodes"]
