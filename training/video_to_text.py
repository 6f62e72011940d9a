"""Makes models/video_to_text.npz: three networks that tell what happens in a clip.

Run by `make train-video-to-text`. Clips are drawn and looked at; a convolution network learns to
name the motion in an optical flow; three S2VT networks learn to write a sentence from what was seen
of the frames, of the flows, and of both. The network that looks at frames is that of
`models/picture_features.npz`. Interrupted, it goes on with the first stage that is not done.
"""

import json
import shutil
import time
from itertools import islice

import numpy as np
from tqdm import tqdm

from datasets.clips.path import INSTANTS
from datasets.clips.sentences import references
from lessons.video_to_text.model.clip_features import INPUTS
from rnn_core import store, vision
from rnn_core.s2vt import S2VT
from rnn_core.types import Array, Tokens
from training import motion_network, video_card, video_data, video_scores, video_writer
from training.video_recipe import EPOCHS, FILE, FLOW_CLIPS, FLOW_EPOCHS, MODELS, SEED, TRAIN


def main() -> None:
    """All stages, one after the other."""
    began = time.process_time()
    flows = video_data.flows(TRAIN)
    began = video_data.spent("clips and flows", began)
    flow = flow_network(flows)
    began = video_data.spent("flow network", began)
    seen = {"flow": video_data.flow_features(flow, flows)}
    began = video_data.spent("flow features", began)
    sentences = [references(clip) for clip in TRAIN.clips()]
    known = video_writer.vocabulary(sentences)
    said = video_writer.tokens(known, sentences)
    _, rgb = store.load(MODELS / "picture_features.npz")
    seen["rgb"] = video_data.rgb_features(TRAIN, rgb)
    seen["both"] = np.concatenate([seen["rgb"], seen["flow"]], 2)
    began = video_data.spent("RGB features", began)
    found = {}
    for inputs in reversed(INPUTS):
        found[inputs] = writer(seen[inputs], said, len(known), inputs)
        began = video_data.spent(f"S2VT, {inputs}", began)
    models = tuple(found[inputs] for inputs in INPUTS)
    store.save(FILE, (known, flow, models), dtype=np.float16)
    report = video_scores.measured(FILE, rgb)
    video_data.spent("measuring", began)
    seconds = video_data.all_spent()
    report |= {"seconds": seconds, "bytes": FILE.stat().st_size}
    text = json.dumps(report, indent=1, ensure_ascii=False)
    FILE.with_suffix(".json").write_text(text + "\n", encoding="utf-8")
    FILE.with_suffix(".md").write_text(video_card.card(report), encoding="utf-8")
    shutil.rmtree(video_data.KEPT)
    print(f"{sum(seconds.values()) / 60:.1f} minutes of processor time")


def flow_network(flows: Array) -> vision.Network:
    """The network that names the motion in a flow; kept until its stage is done anew."""
    file = video_data.KEPT / "flow-network.npz"
    if not file.exists():
        x = np.concatenate([each[1:] for each in flows[:FLOW_CLIPS]])
        y = video_scores.labels(TRAIN.clips()[:FLOW_CLIPS])
        store.save(file, motion_network.train(x, y, len(INSTANTS), FLOW_EPOCHS, SEED))
    network: vision.Network = store.load(file)
    return network


def writer(v: Array, said: Tokens, n_symbols: int, inputs: str) -> S2VT:
    """The S2VT network for one input; kept until its stage is done anew."""
    file = video_data.KEPT / f"{inputs}.npz"
    if not file.exists():
        lessons = video_writer.lessons(v, said)
        loop, steps = video_writer.training(lessons, n_symbols, EPOCHS, SEED)
        bar = tqdm(islice(loop, steps + 1), f"S2VT, {inputs}", steps + 1, mininterval=2)
        for snapshot in bar:
            bar.set_postfix(loss=round(snapshot.loss, 3), refresh=False)
        store.save(file, video_writer.finished(snapshot.model, lessons))
    model: S2VT = store.load(file)
    return model


if __name__ == "__main__":
    main()
