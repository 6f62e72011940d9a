"""Lesson: S2VT reads the frames of a clip and their optical flow, and then writes a sentence."""

from datasets.clips.path import FRAMES
from lessons.video_to_text import cards, export, script
from lessons.video_to_text.figure import flow as flow_view
from lessons.video_to_text.figure import sentences
from lessons.video_to_text.figure.graph import strip
from lessons.video_to_text.model import clip_features, s2vt_trace, stories
from lessons.video_to_text.state import Video
from rnn_core import flow, s2vt, vision
from rnn_core.cells import lstm
from ui import page as lesson
from ui import player
from ui.components import card

CODE = (
    flow.optical_flow,
    flow.equations,
    clip_features.clip_features,
    vision.features,
    s2vt.greedy,
    lstm.step,
    s2vt_trace.s2vt_trace,
)

page = lesson.begin("video-to-text", Video, notes=script.NOTES)


def view() -> Video:
    """Controls, one computation, the figure of the view, and the cards beside it."""
    state = page.state()
    with lesson.control_row():
        cards.choose(page)
    clip, inputs = state.clip, state.input

    pairs: tuple[stories.Story, ...] = ()
    if state.view == "story":
        story = stories.story(clip, inputs)
        asked = FRAMES - 1 if inputs == "flow" else None
        figure = strip(story, lesson.view(page, clip, inputs, selected=f"y.{FRAMES + 3}", ask_after=asked))
    elif state.view == "flow":
        field = page.memo(stories.flow_field, clip)
        figure = flow_view.flow_figure(field, lesson.view(page, clip, "flow"))
    elif state.view == "table":
        compared = stories.comparison(clip)
        figure = sentences.shares(compared, lesson.view(page, clip, "table", selected="both_test.0.5", ask_after=0))
    else:
        pairs = stories.unseen(clip.take, inputs)
        figure = sentences.unseen_pairs(pairs, lesson.view(page, (clip, inputs), "unseen", selected="word1.3"))

    left, right = lesson.halves(page)
    with left:
        node = lesson.show(page, figure) or ""
    with right:
        card.mount(page.key("how_made"), [card.NUMBER])
        if pairs and (row := sentences.row_of(node)):
            cards.read_clip(page, pairs[row - 1])
        cards.what_is_lost(page, clip)
        lesson.look_for(page, script.LOOK_FOR)
        cards.not_in_training(clip)
    return state


shown = player.live(page, view)
with lesson.footer():
    lesson.proof(
        lambda: stories.proof(stories.story(shown.clip, shown.input)),
        "sentence, gradients and held-out score agree",
        of="of",
        how=script.HOW,
    )
    lesson.aside("How near to real video is this?", script.ABOUT)
    lesson.code_that_ran(*CODE)
    if shown.view == "flow":
        export.offer_flow(page.slug, stories.seen(shown.clip))
    else:
        export.offer(page.slug, stories.story(shown.clip, shown.input))
lesson.end(page, answer=script.ANSWER)
