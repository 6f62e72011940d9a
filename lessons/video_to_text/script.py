"""What the guide of the lesson on video tells, and in which state of the page."""

import numpy as np

from datasets.clips.path import FRAMES
from figures.numbers import quoted
from lessons.video_to_text.figure.flow import glyph
from lessons.video_to_text.model.stories import FlowField, Story
from lessons.video_to_text.shown import Shown, result, sizes
from lessons.video_to_text.state import NO_SECOND, Video
from ui import shipped
from ui.guide import Question, Script, Stop, part

START = Video()
FLOW_FIELD = Video(view="flow")
PAPER = Video(view="streams")
FLOW_ONLY = Video(input="flow")
RGB_ONLY = Video(input="rgb", motion="closer", then="away")
TABLE = Video(view="table")
SPINNING = Video(view="table", motion="spinning", then=NO_SECOND, take=1)
LAST_FRAME = FRAMES - 1
"""The step, from 0, at which the last frame is read."""
BETS = {
    "": "nothing",
    "color": "only the color",
    "object": "only the object",
    "object color": "object and color",
    "motion": "the motion",
}
STATES, FEATURES, WEIGHTS = "in the states of the two LSTMs", "in the features of the last frame", "in the weights"
INTO = 5
"""The frame into which the flow of the stop goes."""
DIRECTIONS = {"←": "to the left", "→": "to the right", "↓": "down", "↑": "up"}
INPUTS = {"rgb": "RGB alone", "flow": "flow alone", "both": "RGB and flow"}


def _story(found: Shown) -> Story:
    assert found.story is not None
    return found.story


def _right(found: Shown) -> bool:
    return found.story is not None and found.story.verdict.right


def _percent(inputs: str, name: str, column: str) -> str:
    """The share of right sentences in a column of the stored results, such as "47 %"."""
    share = _share(inputs, name, column)
    return f"{share:.0f} %" if share >= 10 else f"{share:.1f} %"


def _share(inputs: str, name: str, column: str) -> float:
    right, of = shipped.measured("video_to_text")["scores"][inputs][name]["counts"][column]
    return float(100 * right / of)


def _task_text(found: Shown) -> str:
    story = _story(found)
    return (
        f"A clip of {story.trace.n_frames} frames goes in, a sentence comes out: many inputs, many outputs, and their "
        "numbers differ. So all frames are read first, then the sentence is written. Each [frame](x.1) enters as "
        "features of its picture (RGB) and of the motion since the frame before (flow)."
    )


def _carried(found: Shown) -> str:
    run = _story(found).trace.run
    return STATES if not run.first.x[len(run.seen) :].any() else FEATURES


def _carried_replies(found: Shown) -> dict[str, str]:
    story = _story(found)
    n = story.trace.n_frames
    return {
        STATES: f"From step {n + 1} on the first LSTM reads zeros, <pad>, in the place of features, so $h^{{(1)}}$, "
        "$h^{(2)}$ and "
        "the cell states are all that is left of the clip. They hold the order of the motions too: "
        f"{quoted(story.trace.sentence)}.",
        FEATURES: f"They are read once, at step {n}, like those of every other frame. While the sentence is written, "
        "zeros (<pad>) stand in their place. And one frame alone does not show two motions.",
        WEIGHTS: "The weights are the same for every clip. They store how to read and to write, not what was in this "
        "clip.",
    }


def _write_text(found: Shown) -> str:
    story = _story(found)
    return (
        "Now [<pad>](v.13 v.14 v.15) stands below: there is no frame any more. The second LSTM reads the word "
        "that was "
        f"written last, beginning with [<start>](start.0), and writes the most probable next word. The sentence is "
        f"{quoted(story.trace.sentence)}, and every word of it is true."
    )


def _field(found: Shown) -> FlowField:
    assert found.field is not None
    return found.field


def _mostly(found: Shown, j: int) -> str:
    """The arrow of the mean flow into frame j, of the pixels that move."""
    if found.field is None:
        return ""
    flow = found.field.features.flow[j - 1].reshape(-1, 2)
    moving = flow[np.hypot(*flow.T) > 0.5]
    return glyph(moving.mean(0)) if len(moving) else "·"


def _flow_text(found: Shown) -> str:
    where, field = DIRECTIONS.get(_mostly(found, INTO), "otherwise"), _field(found)
    thing = field.things[int(field.thing_scores[INTO - 1].argmax())]
    return (
        "Optical flow says for each pixel how far it has moved since the frame before: $u$ to the right, $v$ down. "
        f"Here the ball moves {where}; the [color](flow) of the flow picture is this direction. Beside it, what the "
        f"feature networks would name: {part(quoted(thing), f'thing.{INTO}')} is wrong, but only their features go on "
        "to the sentence."
    )


def _paper_text(found: Shown) -> str:
    del found
    here = sizes()
    return (
        "In the paper (S2VT, Venugopalan et al.) one CNN was trained on [ImageNet](rgb_theirs.0), the other on "
        "[activity classes](flow_theirs.0); both give the activations before classification. Here they give "
        f"{part(f'{here.rgb} numbers', 'rgb_ours.0')} for a frame and "
        f"{part(f'{here.flow} numbers', 'flow_ours.0')} for "
        "its flow. In the movie corpus, names in the sentences became “someone”."
    )


def _flow_answer(found: Shown) -> str:
    wrong = _story(found).verdict.wrong
    return BETS["motion" if "motion" in wrong else " ".join(wrong)]


def _flow_replies(found: Shown) -> dict[str, str]:
    sentence = quoted(_story(found).trace.sentence)
    thing = _percent("flow", "test", "object")
    return {
        "nothing": "The motion is indeed right. But flow is computed from gray frames, so the network must guess the "
        f"color: {sentence}.",
        "only the color": f"It writes {sentence}. Gray frames have no hue, so the network writes a frequent color. "
        "The outline of what moves still tells the ball; on held-out clips that works less often, in "
        f"{thing} (stored).",
        "only the object": "The outline of what moves tells something about the object: it is right in "
        f"{thing} of the held-out clips (stored), and here. The color cannot be known: {sentence}.",
        "object and color": f"Often both are wrong: from flow alone the object is right in only {thing} of the "
        f"held-out clips (stored). Here the outline is enough for the ball: {sentence}.",
        "the motion": f"Motion is just what the flow measures: two motions are right, and in order, in "
        f"{_percent('flow', 'test', 'two motions')} of the held-out clips (stored). It writes {sentence}.",
    }


def _rgb_text(found: Shown) -> str:
    story = _story(found)
    return (
        "Now the clip shows the ball coming closer and then going away, and only RGB is read. Thing and color are "
        "right, "
        f"the motion is not: {quoted(story.trace.sentence)}. One frame shows no speed. This network could compare "
        "frames through its states, but it learned that badly: one motion is right in "
        f"{_percent('rgb', 'test', 'one motion')} (stored)."
    )


def _table_text(found: Shown) -> str:
    del found
    whole = {inputs: _percent(inputs, "test", "all right") for inputs in INPUTS}
    return (
        f"Stored results on held-out clips: the whole sentence is right in {part(whole['both'], 'both_test.0')} "
        "with RGB "
        f"and flow, in {part(whole['rgb'], 'rgb_test.0')} with RGB alone, in {part(whole['flow'], 'flow_test.0')} with "
        "flow alone. Nouns and colors come mostly from RGB, verbs mostly from flow; only with both is the whole "
        "sentence "
        "often right."
    )


def _unseen_answer(found: Shown) -> str:
    del found
    return INPUTS[max(INPUTS, key=lambda inputs: _share(inputs, "unseen", "object"))]


def _unseen_replies(found: Shown) -> dict[str, str]:
    del found
    rgb, flow, both = (_percent(inputs, "unseen", "object") for inputs in ("rgb", "flow", "both"))
    known = _percent("flow", "test", "object")
    return {
        INPUTS[
            "rgb"
        ]: f"The object is right in {rgb}, with both inputs only in {both}. In training this motion came with other "
        "things only, and the flow features point to one of those. RGB alone reads no flow and cannot be misled by "
        "it; it fails at the motion instead.",
        INPUTS["flow"]: "Flow shows the outline of what moves, and on other held-out clips the object is right in "
        f"{known}. Here it is {flow}: the network writes things that made this motion in training, and this thing "
        "never "
        "did.",
        INPUTS[
            "both"
        ]: f"More input cannot hurt, one might think. But the object is right in only {both}, with RGB alone "
        f"in {rgb}: here the flow features point to a thing that made this motion in training.",
    }


SCRIPT: Script[Video, Shown] = Script(
    result,
    (
        Stop(
            name="task",
            title="From many frames to many words",
            text=_task_text,
            state=START,
            step=0,
            covers=True,
            highlight=("x.1", "frame", "flow"),
            holds=lambda found: _right(found) and _story(found).trace.n_frames != len(_story(found).trace.words),
            fails=FLOW_ONLY,
            note="Ask why not one word for each frame: there is no word that belongs to a single frame.",
        ),
        Stop(
            name="read",
            title="First all frames are read",
            text="In the first half the ball moves left, in the second it falls. The first LSTM reads the features "
            "of each frame, made into $v'$; the second LSTM reads the [state of the first](h1.). No word is "
            "written: zeros, "
            "[<pad>](pad.), stand where a word will be read.",
            state=START,
            begin=4,
            step=LAST_FRAME,
            question=Question(
                text="When the last frame has been read: where does the network keep what it has read of this clip?",
                replies=_carried_replies,
                answer=_carried,
                step=LAST_FRAME + 1,
                highlight=("again_h1.12", "again_h2.12", "v.13"),
            ),
            holds=lambda found: len(found.clip.motions) == 2 and _right(found),
            fails=Video(then=NO_SECOND),
            note="The two lines of the figure are one long sequence; the states at the left of the second line "
            "are those "
            "from the end of the first.",
        ),
        Stop(
            name="write",
            title="Then the sentence is written",
            text=_write_text,
            formula=r"\output{p_t} = \mathrm{softmax}(\output{W_{hy}}\,\hidden{h^{(2)}_t} + \output{b_y})",
            state=START,
            begin=LAST_FRAME + 2,
            highlight=("start.0", "y.13"),
            holds=_right,
            fails=FLOW_ONLY,
            note="The same two LSTMs with the same weights read and write. The next word is always the most "
            "probable one.",
        ),
        Stop(
            name="flow",
            title="Optical flow",
            text=_flow_text,
            formula=r"I_x\, u + I_y\, v + I_t = 0",
            state=FLOW_FIELD,
            begin=1,
            step=3,
            highlight=("flow",),
            holds=lambda found: _mostly(found, INTO) == "←",
            fails=Video(view="flow", motion="right"),
            note="One equation for two unknowns: that is why the sums run over a window of pixels. Click a pixel.",
        ),
        Stop(
            name="paper",
            title="The paper's two streams",
            text=_paper_text,
            state=PAPER,
            begin=0,
            step=3,
            holds=lambda found: found.story is None and sizes().rgb + sizes().flow == _width_of_both(),
            fails=START,
            note="The authors' video shows examples; its link is under the figure. Averaging the two networks' word "
            "probabilities is called late fusion; reading both vectors at once, early fusion.",
        ),
        Stop(
            name="flow-only",
            title="Only flow",
            text="Take the pictures away: now the network reads only the flow features. All frames have been read, and "
            "nothing is written yet. The clip still shows a red ball that moves left and then falls.",
            state=FLOW_ONLY,
            step=LAST_FRAME,
            highlight=("flow",),
            question=Question(
                text="What in its sentence will be wrong?",
                replies=_flow_replies,
                answer=_flow_answer,
                highlight=("y.14", "y.15"),
            ),
            holds=lambda found: found.story is not None and _story(found).verdict.wrong == ("color",),
            fails=START,
            note="Let the class vote. Many expect the object to be wrong too.",
        ),
        Stop(
            name="rgb-only",
            title="Only RGB",
            text=_rgb_text,
            state=RGB_ONLY,
            highlight=("y.14", "y.15"),
            holds=lambda found: found.story is not None and _story(found).verdict.wrong == ("motion",),
            fails=Video(motion="closer", then="away"),
            note="For the clip at the start RGB alone is right, because of the places of the ball. So do not say "
            "that RGB "
            "carries no motion.",
        ),
        Stop(
            name="table",
            title="What flow adds",
            text=_table_text,
            state=TABLE,
            begin=0,
            step=2,
            covers=True,
            highlight=("rgb_test.0", "flow_test.0", "both_test.0"),
            holds=lambda found: (
                found.compared is not None
                and _share("both", "test", "all right") > 90
                and max(_share(inputs, "test", "all right") for inputs in ("rgb", "flow")) < 50
            ),
            fails=START,
            note="Read it row by row, object and color beside motion. A stored result, counted on many clips.",
        ),
        Stop(
            name="unseen",
            title="Pairs that training never showed",
            text="Training showed every thing and every motion, but a few pairs never, such as a cat that moves left. "
            "This clip shows such a pair too: a red ball that spins. The parts are known, the combination is not.",
            state=SPINNING,
            step=2,
            question=Question(
                text="On such clips, which input gets the object right most often?",
                replies=_unseen_replies,
                answer=_unseen_answer,
                highlight=("rgb_unseen.0", "flow_unseen.0", "both_unseen.0"),
            ),
            holds=lambda found: (
                found.compared is not None
                and found.clip.motions == ("spinning",)
                and "object" not in found.compared.stories["rgb"].verdict.wrong
                and "object" in found.compared.stories["both"].verdict.wrong
                and _share("rgb", "unseen", "object") > _share("both", "unseen", "object") + 10
            ),
            fails=START,
            note="The view unseen shows such clips. Some come out right, some do not.",
        ),
        Stop(
            name="summary",
            title="What to remember",
            text="Many to many with different lengths: first all frames are read, then the sentence is written, by the "
            "same two LSTMs. Between the two phases only their states are carried. RGB features name things and "
            "colors, "
            "flow features add the motion. This was the last lesson; the map leads back to each of them.",
            state=START,
            highlight=("again_h1.12", "again_h2.12"),
            holds=lambda found: (
                _right(found)
                and _story(found).trace.n_frames != len(_story(found).trace.words)
                and _share("both", "test", "all right") > _share("rgb", "test", "all right")
            ),
            fails=FLOW_ONLY,
            note="Many inputs and outputs of different lengths: the encoder and decoder of the lesson on "
            "translation, once more.",
        ),
    ),
    symbols=("v", "W_v", "b_v", "h", "C", "p", "E", "W_hy", "b_y"),
)


def _width_of_both() -> int:
    story = result(START).story
    assert story is not None
    return int(story.trace.run.batch.v.shape[-1])
