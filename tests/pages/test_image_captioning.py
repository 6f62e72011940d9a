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
from lessons.image_captioning.script import LINES
from lessons.image_captioning.state import FIRST, SOURCES, View
from rnn_core import beam, vision
from rnn_core import caption as core
from rnn_core.types import Array
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
    options,
    show_me,
    words,
)
from ui.cards import plain

PAGE = "image_captioning"
VIEWS: tuple[View, ...] = ("write", "beam", "grades", "features")
SLUG = "image-captioning"
MINE = "beach~brown-dog~running~7"


def box(at: AppTest, name: str) -> dict[str, Any]:
    """A box of the figure."""
    found: dict[str, Any] = next(node for node in figure(at)["nodes"] if node["id"] == name)
    return found


def bet(at: AppTest, option: str) -> None:
    """Commit to an answer."""
    answer(at, SLUG, option)


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
    at = open_lesson(PAGE, **link(writer))
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
@pytest.mark.parametrize("picture", ["new scene", "new mix", "new thing", "my scene", "upload"])
def test_every_view_shows_every_kind_of_picture(open_lesson: OpenLesson, view: str, picture: str) -> None:
    at = open_lesson(PAGE, view=view, pictures=picture, number="200")
    graph = figure(at)
    assert graph["nodes"]
    assert len(graph["steps"]) > 1


def test_the_judge_waits_for_the_reader_and_grades_the_sentence_on_the_screen(open_lesson: OpenLesson) -> None:
    for number in ("1", "3"):
        at = open_lesson(PAGE, number=number)
        graph = figure(at)
        scene = held_out("test")[int(number) - 1]
        given = judge(sentence(scene, Writer()), scene)
        assert graph["veil_after"] == graph["start"] == len(graph["steps"]) - 2
        assert set(box(at, "grade")["texts"]) == {"?"}
        assert references(scene)[0] not in words(at)
        wrong = next(name for name in GRADE_NAMES if name != GRADE_NAMES[given.grade - 1])
        bet(at, wrong)
        assert figure(at)["veil_after"] is None
        assert " ".join(box(at, "grade")["texts"]).strip() == GRADE_NAMES[given.grade - 1]
        assert f"the answer is **{GRADE_NAMES[given.grade - 1]}**" in words(at)
        assert all(plain(fault.text) in words(at) for fault in given.faults)
        assert figure(at)["start"] == len(figure(at)["steps"]) - 1


def judged(at: AppTest) -> AppTest:
    """The gallery after its question was skipped."""
    bet(at, "Skip")
    return at


@pytest.mark.parametrize("name", ["new scene", "new thing"])
def test_the_gallery_waits_for_a_bet_on_how_many_are_right(open_lesson: OpenLesson, name: str) -> None:
    at = open_lesson(PAGE, view="grades", pictures=name, number="1")
    shown = json.dumps(figure(at))
    assert not any(sign in shown for sign in (*GRADE_NAMES, "✗", "✓"))
    assert "All held-out pictures" not in words(at)
    scenes = held_out(next(key for key, each in SOURCES.items() if each == name))[:24]
    right = sum(judge(sentence(scene, Writer()), scene).grade == 1 for scene in scenes)
    choices = options(at, SLUG)
    ranges = [tuple(map(int, option.split(" to "))) for option in choices[:-1]]
    assert [ranges[0][0], ranges[-1][1]] == [0, 24]
    place = next(k for k, (low, high) in enumerate(ranges) if low <= right <= high)
    bet(at, choices[place])
    assert f"Right:] **{choices[place]}**. It is {right}:" in words(at).replace("\\", "")
    assert figure(at)["steps"][0]["text"] == f"{GRADE_NAMES[0]}: {right} of these 24"
    assert "All held-out pictures" in words(at)


def test_the_gallery_is_graded_anew_and_says_how_many_of_each_grade(open_lesson: OpenLesson) -> None:
    for kind, name in (("test", "new scene"), ("novel", "new thing")):
        at = judged(open_lesson(PAGE, view="grades", pictures=name, number="25"))
        scenes = held_out(kind)[24:48]
        grades = [judge(sentence(scene, Writer()), scene).grade for scene in scenes]
        said = [step["text"] for step in figure(at)["steps"]]
        assert said == [f"{grade}: {grades.count(k)} of these 24" for k, grade in enumerate(GRADE_NAMES, start=1)]
        for node in figure(at)["nodes"]:
            number = int(node["id"].removeprefix("scene."))
            assert sentence(scenes[number - 25], Writer()) in node["alt"]


def test_no_sentence_about_a_thing_never_shown_is_right(open_lesson: OpenLesson) -> None:
    at = judged(open_lesson(PAGE, view="grades", pictures="new thing", number="1"))
    assert figure(at)["steps"][0]["text"] == "without errors: 0 of these 24"


def test_the_distances_of_the_twins_are_those_of_their_vectors(open_lesson: OpenLesson) -> None:
    at = open_lesson(PAGE, view="features")
    scene = held_out("test")[FIRST - 1]
    near = twins(Writer(), drawing(scene))
    changes = dict(facts_changed(scene))
    assert figure(at)["veil_after"] == 0
    assert {box(at, f"{twin.name}.d")["texts"][0] for twin in near.twins} == {"?"}
    assert {said(figure(at), twin.name) for twin in near.twins} == {""}
    bet(at, min(near.twins, key=lambda twin: twin.distance).change)
    assert "Right:" in words(at)
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


@pytest.mark.parametrize("view", VIEWS)
def test_every_look_for_line_shows_its_state(open_lesson: OpenLesson, view: View) -> None:
    for number in range(1, len(LINES[view]) + 1):
        at = open_lesson(PAGE, view=view)
        show_me(at, SLUG, number)
        assert not at.exception
        assert figure(at)["veil_after"] is None
        graph = figure(at)
        names = {part["id"] for part in (*graph["nodes"], *graph["edges"])}
        assert set(graph["highlight"]) <= names


def test_the_first_picture_is_the_lesson_in_one() -> None:
    scenes = held_out("test")
    scene, dog, shirt = (scenes[number - 1] for number in (FIRST, 27, 28))
    assert scene.subject.color == "brown"
    assert sentence(scene, Writer()).startswith("a black dog")
    assert sentence(scene, Writer("LSTM", "every step")).startswith("a brown dog")
    shirt_caption = caption(Writer(), drawing(shirt))
    alone, wide = (beam_search(shirt_caption.trace, width) for width in (1, 5))
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
    for name in ("new scene", "new mix", "new thing"):
        at = judged(open_lesson(PAGE, view="grades", pictures=name, number="1"))
        right.append(int(figure(at)["steps"][0]["text"].split()[2]))
    assert right[0] > 12
    assert right[0] > right[1] > right[2] == 0


def test_a_picture_of_the_gallery_opens_where_it_is_written_about(open_lesson: OpenLesson) -> None:
    name = figure(judged(open_lesson(PAGE, view="grades", number="1")))["nodes"][-1]["id"]
    number = name.removeprefix("scene.")
    at = judged(open_lesson(PAGE, view="grades", number="1", selected=name))
    assert f"###### No. {number}" in words(at)
    button(at, "Open it in *write*").click().run()
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


def test_controls_are_six_at_most_and_have_their_help(open_lesson: OpenLesson) -> None:
    for view in VIEWS:
        at = open_lesson(PAGE, view=view)
        assert button(at, "Start values")
        controls = explained_controls(at)
        assert {"view", "decoder", "image", "pictures", "number"} <= controls
        assert len(controls) <= 6


def test_grades_shows_only_kinds_of_which_there_are_many(open_lesson: OpenLesson) -> None:
    at = open_lesson(PAGE, view="grades", pictures="my scene")
    assert "my scene” is none of new scene, new mix, new thing" in words(at).replace("\\", "")
    assert len(figure(at)["nodes"]) == A_PAGE // 2
    at = open_lesson(PAGE, pictures="my scene")
    control(at.button_group, f"{SLUG}.view").set_value("grades").run()
    assert control(at.selectbox, f"{SLUG}.pictures").value == "new scene"
    assert not at.exception


def test_a_picture_is_judged_once_a_run_and_its_sentence_written_once(
    open_lesson: OpenLesson, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[int] = []
    greedy_of_the_core = core.greedy

    def counted(*given: Any, **named: Any) -> core.Run:
        written.append(1)
        return greedy_of_the_core(*given, **named)

    monkeypatch.setattr(core, "greedy", counted)
    at = open_lesson(PAGE, number="11")
    assert len(written) == 1
    control(at.button_group, f"{SLUG}.view").set_value("beam").run()
    assert len(written) == 1
    bet(at, "the same sentence")
    assert len(written) == 1


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


def test_a_file_that_is_no_picture_is_refused_and_a_scene_is_shown(open_lesson: OpenLesson) -> None:
    at = open_lesson(PAGE, pictures="upload")
    control(at.file_uploader, f"{SLUG}.upload").upload("holiday.png", b"GIF89a", "image/png").run()
    assert "The file is not a picture that can be read. Still showing a scene of ours." in words(at).replace("\\", "")
    assert figure(at)["nodes"]
