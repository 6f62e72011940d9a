"""What a network sees of a clip before it says anything: frames, their flow, and the features.

    (1)  gray frames, each 2 × 2 of their pixels made one, then the mean over 3 × 3 of these
    (2)  flow_j from frame j − 1 to frame j; frame 1 takes that of frame 2
    (3)  v_j = [RGB features of frame j; flow features of flow_j], or one of the two

The means of (1) make the picture smooth on the scale of the motion, as the flow needs it. The
features are what the convolution networks have before their last layer. Source: Venugopalan et al.
(2015), §3.3 and §4.3, with both networks' features side by side where the paper mixes what two
whole models say.
"""

from dataclasses import dataclass

import numpy as np

from rnn_core import flow, vision
from rnn_core.types import Array, check_shape

WINDOW, SMOOTHING = 5, 200.0
"""Of the flow: the width of a window in pixels, and λ in squared units of brightness."""
INPUTS = ("rgb", "flow", "both")


@dataclass(frozen=True, slots=True, eq=False)
class FeatureNetworks:
    """The two convolution networks: one sees frames, the other flows."""

    rgb: vision.Network
    flow: vision.Network


@dataclass(frozen=True, slots=True, eq=False)
class ClipFeatures:
    """A clip and what is seen of it.

    frames: (n, rows, columns, 3), 0 … 255. gray: (n, rows / 2, columns / 2), equation (1). flow:
    (n, …, 2) in small pixels a frame, equation (2). features: of the frames and of the flows,
    (n, F) each, by the name of the input.
    """

    frames: Array
    gray: Array
    flow: Array
    features: dict[str, Array]

    def vectors(self, inputs: str) -> Array:
        """The v_j (n, F) of equation (3) for one of INPUTS."""
        if inputs not in INPUTS:
            raise ValueError(f"inputs must be one of {', '.join(INPUTS)}, got {inputs!r}")
        if inputs == "both":
            return np.concatenate([self.features["rgb"], self.features["flow"]], axis=1)
        return self.features[inputs]


def clip_features(networks: FeatureNetworks, frames: Array) -> ClipFeatures:
    """All that is seen of frames (n, rows, columns, 3), n ≥ 2, with even rows and columns."""
    small = small_gray(frames)
    moves = flow_into_frames(small)
    found = {
        "rgb": vision.features(networks.rgb, as_input(frames)).vectors,
        "flow": vision.features(networks.flow, moves.transpose(0, 3, 1, 2)).vectors,
    }
    return ClipFeatures(frames, small, moves, found)


def small_gray(frames: Array) -> Array:
    """The small gray frames of equation (1)."""
    n, rows, columns = frames.shape[:3]
    check_shape("frames", frames, (n, rows - rows % 2, columns - columns % 2, 3))
    bright = flow.gray(frames.astype(float))
    small = bright.reshape(n, rows // 2, 2, columns // 2, 2).mean((2, 4))
    return np.asarray(mean_of_neighbors(small))


def mean_of_neighbors(images: Array) -> Array:
    """The mean over 3 × 3 pixels of images (n, rows, columns); at an edge it counts twice."""
    padded = np.pad(images, ((0, 0), (1, 1), (1, 1)), mode="edge")
    down = padded[:, :-2] + padded[:, 1:-1] + padded[:, 2:]
    mean: Array = (down[..., :-2] + down[..., 1:-1] + down[..., 2:]) / 9
    return mean


def flow_into_frames(small: Array) -> Array:
    """The flow that arrives at each frame, equation (2)."""
    between = flow.optical_flow(small, WINDOW, SMOOTHING)
    return np.concatenate([between[:1], between])


def as_input(frames: Array) -> Array:
    """Frames as the convolution network takes them: (n, 3, rows, columns), −1 … 1."""
    scaled: Array = np.ascontiguousarray(frames.transpose(0, 3, 1, 2)) / 127.5 - 1
    return scaled
