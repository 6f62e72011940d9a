"""The prose of the lesson on video: notes, asides, and what to look for."""

from lessons.video_to_text.state import Video
from ui.page import LookFor

NOTES = """
1. Walk through the frames: twelve steps, not a word. Then the pads change sides.
2. Ask what flow alone can know of a red ball. Take the bets, then switch *It sees* to flow.
3. *Flow* view: one pixel, two equations. The color is the direction.
4. *Table*: nouns and colors from RGB, verbs from flow, and both together more than either.
5. *Unseen*: a cat going left was never shown. Some come out right, some do not. New take.
"""
HOW = (
    "log P of the sentence on the screen is added up again, one lstm.step after the other; every "
    "gradient of its loss is compared with finite differences; held-out clips are drawn, seen and "
    "told anew and counted."
)
ABOUT = """
The clips are drawn here, so that nobody's pictures are shown: one thing, one motion or two, a still
camera, 64 × 64 pixels. Real videos are harder, and real convolution networks know less of *where*
something stands, so *RGB only* is flattered. In the paper two whole models are mixed for RGB and
flow; here one network reads both features side by side. Weights, data and held-out scores:
`models/video_to_text.md`.
"""
ANSWER = (
    "Frame by frame their features, and those of the optical flow, go into two LSTMs; after "
    "the last frame the same two write: nouns and colors come from RGB, verbs from flow."
)
LOOK_FOR = (
    LookFor(
        "RGB alone: thing and color right, the motion not.",
        Video(input="rgb", color="red", thing="car", motion="left", then="right"),
    ),
    LookFor(
        "Flow alone: the motion is right, the color is not.",
        Video(input="flow", color="red", thing="ball", motion="left", then="falling"),
    ),
    LookFor(
        "Two motions: the states keep their order.",
        Video(input="both", color="red", thing="car", motion="left", then="right"),
    ),
    LookFor("Pairs never trained: some right, some wrong.", Video(view="unseen", input="both")),
)
