"""How a thing moves: its place, size and angle in each frame.

    (1)  x, y ± v a frame       left, right, rising, falling
    (2)  size · (1 + 2v)^±1     closer, away
    (3)  angle + 7v             spinning, in radians
    (4)  y = y_0 − 3.2 v |sin ¼π j|      bouncing
         x = x_0 ± 1.6 v                 shaking, each side for two frames

x_0, y_0 are where the motion began. v is the speed, in widths of the picture for each frame; y
grows downward; j counts frames from 1.
"""

from collections.abc import Sequence

import numpy as np

from rnn_core.types import Array

FRAMES = 12
MOTIONS = ("left", "right", "rising", "falling", "closer", "away", "spinning", "still", "bouncing", "shaking")
INSTANTS = ("left", "right", "rising", "falling", "closer", "away", "spinning", "still")
"""What can be seen from one frame to the next: a bounce is a rise and a fall."""


def path(motions: Sequence[str], speed: float) -> Array:
    """(12, 4): x, y, size and angle in each frame, relative to the beginning."""
    places = np.zeros((FRAMES, 4))
    x, y, size, angle = 0.0, 0.0, 1.0, 0.0
    began = x, y
    for j in range(FRAMES):
        if j * len(motions) % FRAMES == 0:
            began = x, y
        match motions[j * len(motions) // FRAMES]:
            case "left":
                x -= speed
            case "right":
                x += speed
            case "rising":
                y -= speed
            case "falling":
                y += speed
            case "closer":
                size *= 1 + 2 * speed
            case "away":
                size /= 1 + 2 * speed
            case "spinning":
                angle += 7 * speed
            case "bouncing":
                y = began[1] - 3.2 * speed * abs(np.sin((j + 1) * np.pi / 4))
            case "shaking":
                x = began[0] + 1.6 * speed * (1 if j // 2 % 2 == 0 else -1)
        places[j] = x, y, size, angle
    return places


def instants(places: Array) -> list[str]:
    """What happens between each two frames of a path, one of INSTANTS."""
    found = []
    for dx, dy, grown, turned in np.diff(places, axis=0).tolist():
        if turned:
            found.append("spinning")
        elif grown:
            found.append("closer" if grown > 0 else "away")
        elif max(abs(dx), abs(dy)) < 1e-9:
            found.append("still")
        elif abs(dx) > abs(dy):
            found.append("left" if dx < 0 else "right")
        else:
            found.append("rising" if dy < 0 else "falling")
    return found
