"""Lesson: S2VT reads the frames of a clip and their optical flow, and then writes a sentence."""

from functools import partial

from datasets.clips.path import FRAMES
from lessons.video_to_text import cards, export
from lessons.video_to_text.figure import flow as flow_view
from lessons.video_to_text.figure import results, sentences
from lessons.video_to_text.figure.graph import strip
from lessons.video_to_text.figure.streams import streams
from lessons.video_to_text.model import clip_features, s2vt_trace, stories
from lessons.video_to_text.script import SCRIPT
from lessons.video_to_text.shown import sizes
from lessons.video_to_text.state import Video
from lessons.video_to_text.text import TEXT
from rnn_core import flow, s2vt, vision
from rnn_core.cells import lstm
from ui import page as lesson
from ui import player, shipped

CODE = (
    flow.optical_flow,
    flow.equations,
    clip_features.clip_features,
    vision.features,
    s2vt.greedy,
    lstm.step,
    s2vt_trace.s2vt_trace,
)
HOW = (
    "log P of the sentence on the screen is added up again, one lstm.step after the other; every "
    "gradient of its loss is compared with finite differences; held-out clips are drawn, their features "
    "computed and their sentences written anew and counted."
)
ABOUT = """
The clips are drawn here, so that nobody's pictures are shown: one thing, one motion or two, a still
camera, 64 × 64 pixels. Real videos are harder, and real convolutional networks keep less of *where*
something stands, so *RGB alone* is flattered. In the paper the word probabilities of two networks are averaged;
here one network reads both features side by side. Weights, data and held-out scores:
`models/video_to_text.md`.
"""

page = lesson.begin("video-to-text", Video, SCRIPT)


def view() -> Video:
    """Controls, one computation, the figure of the view, and the cards beside it."""
    state = page.state()
    with lesson.control_row(page):
        cards.choose(page)
    clip, inputs = state.clip, state.input
    about = (state.view, clip, inputs)

    pairs: tuple[stories.Story, ...] = ()
    if state.view == "story":
        figure = strip(stories.story(clip, inputs), lesson.stand(page, SCRIPT, about, selected=f"y.{FRAMES + 3}"))
    elif state.view == "flow":
        field = page.memo(stories.flow_field, clip)
        figure = flow_view.flow_figure(field, lesson.stand(page, SCRIPT, about))
    elif state.view == "streams":
        figure = streams(stories.seen(clip), sizes(), lesson.stand(page, SCRIPT, about))
    elif state.view == "table":
        compared = stories.comparison(clip)
        figure = sentences.shares(compared, lesson.stand(page, SCRIPT, about, selected="both_test.0.5"))
    else:
        pairs = stories.unseen(clip.take, inputs)
        figure = sentences.unseen_pairs(pairs, lesson.stand(page, SCRIPT, about, selected="word1.3"))

    left, right = lesson.halves(page)
    with left:
        node = lesson.show(page, figure) or ""
    with right:
        row = sentences.row_of(node) if pairs else None
        lesson.cards(page, [*([cards.read_clip(page, pairs[row - 1])] if row else []), *cards.not_in_training(clip)])
    return state


shown = player.live(page, view)
with lesson.footer():
    lesson.proof(
        lambda: stories.proof(stories.story(shown.clip, shown.input)),
        "sentence, gradients and held-out score agree",
        of="of",
        how=HOW,
    )
    for kind, words in results.SETS.items():
        lesson.explored(
            f"Explore: {words}",
            page.key(f"scores_{kind}"),
            partial(results.found_in, shipped.measured("video_to_text"), kind),
            words=results.WORDS,
        )
    lesson.aside("How near to real video is this?", ABOUT)
    lesson.code_that_ran(*CODE)
    if shown.view == "flow":
        export.offer_flow(page.slug, stories.seen(shown.clip))
    else:
        export.offer(page.slug, stories.story(shown.clip, shown.input))
lesson.end(page, TEXT)
