"""What the guide of the lesson on captions tells, and in which state of the page."""

import numpy as np

from datasets.scenes.facts import GRADE_NAMES, NOVEL
from datasets.scenes.judge import judge
from figures.numbers import quoted
from lessons.image_captioning.cards import measured
from lessons.image_captioning.model.captioners import Writer
from lessons.image_captioning.model.twins import DRAWING, FACTS, Twin, Twins
from lessons.image_captioning.shown import Shown, result
from lessons.image_captioning.state import SOURCES, Captions
from rnn_core.beam import Tree
from ui.guide import Question, Script, Stop, num, part

WRITE = Captions()
EVERY_STEP = Captions(image="every step")
BEAM = Captions(view="beam", image="every step", number=155, width=3)
FEATURES = Captions(view="features", number=27)
GRADES = Captions(view="grades", number=FEATURES.number + 1)
"""The pictures after the one of `FEATURES`, whose sentence a later question is about."""
UNKNOWN = Captions(pictures=SOURCES["novel"], number=2)
FIRST_WORD, LAST_WORD = 8, 15
"""The steps, from 0, at which the sentence of `WRITE` gets its first word and its end symbol."""
FLUENT = "a fluent sentence about something else"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _faults(found: Shown) -> str:
    assert found.caption.verdict is not None
    return "; ".join(found.caption.verdict.errors) or "no error"


def _grade(found: Shown) -> int:
    assert found.caption.verdict is not None
    return found.caption.verdict.grade


def _features_text(found: Shown) -> str:
    trace = found.caption.trace
    return (
        "The lecture takes a CNN trained on ImageNet, removes the last fully connected (FC) layer, and keeps the "
        "features before it. Here the CNN was trained to name drawings. "
        f"[$W_7$](W_7 scores), one score for each of {len(found.caption.classes)} classes, is removed: a class names "
        f"a thing, but no action. {part(f'{len(trace.vector)} numbers', 'v')} are left, the vector $v$."
    )


def _classes_name_no_action(found: Shown) -> bool:
    assert found.picture.scene is not None
    action = found.picture.scene.action
    return bool(action) and not any(action in name for name in found.caption.classes)


def _enters_text(found: Shown) -> str:
    return (
        f"$W_v$ turns $v$ into [{len(found.caption.trace.v_in)} numbers, $v'$](v'), as many as the "
        "vector of a word has. The decoder reads them once, at $t=0$, and writes nothing yet. That is Show and Tell, "
        "with an LSTM. Karpathy and Fei-Fei use a vanilla RNN and add the image inside its first hidden state."
    )


def _sentence_text(found: Shown) -> str:
    return (
        f"At each time step the softmax gives a probability to each of the {len(found.caption.words)} entries of the "
        "vocabulary: words, start and end symbol. The decoder writes the most probable one, which is its next input "
        "([dotted arrows](fed.)): one word at a time, until the [full stop](p.8), which is the end symbol here."
    )


def _grade_replies(found: Shown) -> dict[str, str]:
    faults = _faults(found)
    right = {
        1: f"Everything that the sentence claims is true. The judge finds {faults}.",
        2: f"Exactly one fact is wrong. The judge finds: {faults}.",
        3: f"More than one fact is wrong, but a thing of the picture is named. The judge finds: {faults}.",
        4: f"It names no thing of the picture. The judge finds: {faults}.",
    }
    wrong = {
        1: f"It sounds right, and most of it is. But compare each word with the picture. The judge finds: {faults}.",
        2: f"Minor means that exactly one fact is wrong. The judge finds: {faults}.",
        3: f"That means more than one error, or a thing that is missing or invented. The judge finds only: {faults}.",
        4: f"Unrelated is a sentence that names nothing of the picture. Here the judge finds only: {faults}.",
    }
    return {
        name: (right if grade == _grade(found) else wrong)[grade] for grade, name in enumerate(GRADE_NAMES, start=1)
    }


def _gain(decoder: str) -> float:
    once, every = (measured.without_errors(Writer(decoder, when), "test") for when in ("once", "every step"))
    return every - once


def _only_the_rnn_gains() -> bool:
    rnn, lstm = map(_gain, ("RNN", "LSTM"))
    return rnn > 0.1 and 0 <= lstm < 0.03


def _every_step_text(found: Shown) -> str:
    rnn, lstm = (
        tuple(_percent(measured.without_errors(Writer(decoder, when), "test")) for when in ("once", "every step"))
        for decoder in ("RNN", "LSTM")
    )
    return (
        f"Now [$v'$](v'), the image, is added to every word's input (Mao et al.), and the sentence becomes "
        f"{quoted(found.caption.sentence)}. Stored results on many held-out pictures: the vanilla RNN gains much, "
        f"{rnn[0]} to {rnn[1]} without errors, the LSTM little, {lstm[0]} to {lstm[1]}. Its cell state can "
        "keep what it read of the picture."
    )


def _tree(found: Shown) -> Tree:
    assert found.tree is not None
    return found.tree


def _beam_text(found: Shown) -> str:
    tree = _tree(found)
    best = found.caption.text(tree.tokens(tree.best))
    return (
        "Greedy writing takes the most probable word at each step: "
        f"{quoted(found.caption.sentence)}, $\\log P$ = {num(float(found.caption.trace.log_p.sum()), 2)}. A beam "
        "search "
        f"keeps the $k$ best unfinished sentences. With $k = {found_width(found)}$ it finds a more probable one, "
        "and here "
        f"the true one: “{best}”, {num(tree.nodes[tree.best].total, 2, f'b.{tree.best}')}."
    )


def found_width(found: Shown) -> int:
    """How many unfinished sentences the search kept at its second word."""
    return max(sum(node.kept for node in _tree(found).nodes if node.depth == 2), 1)


def _beam_finds_a_true_one(found: Shown) -> bool:
    if found.tree is None:
        return False
    best = found.tree.nodes[found.tree.best].total
    text, scene = found.caption.text(found.tree.tokens(found.tree.best)), found.picture.scene
    assert scene is not None
    likelier = best > float(found.caption.trace.log_p.sum()) + 0.01
    return likelier and judge(text, scene).grade == 1 and _grade(found) > 1


def _beam_is_as_often_right_as_greedy() -> bool:
    stored = measured.found()["beam"]
    return bool(stored["grades"][0] == stored["greedy"]["grades"][0])


def _counts(found: Shown) -> list[int]:
    return [sum(one.verdict.grade == grade for one in found.judged) for grade in (1, 2, 3, 4)]


def _grades_text(found: Shown) -> str:
    without, minor, related, unrelated = _counts(found)
    return (
        "In Show and Tell, people sorted the sentences into four columns. Here a program does it, because the facts "
        f"of each drawing are known. Of these {len(found.judged)} held-out drawings, {without} get a sentence without "
        f"errors, {minor} one with minor errors, {related} a somewhat related and {unrelated} an unrelated one. Look "
        "at the failures too."
    )


def _unknown_replies(found: Shown) -> dict[str, str]:
    p = float(np.exp(found.caption.trace.log_p.sum()))
    usual = float(np.exp(result(WRITE).caption.trace.log_p.sum()))
    sentence = found.caption.sentence
    return {
        FLUENT: f"It writes {quoted(sentence)}. The decoder learned to write sentences like those of the training "
        f"text, so it writes one about every vector. Its probability is no warning: {num(p, 2)}, and "
        f"{num(usual, 2)} for the sentence about the dog.",
        "that it does not know this thing": "One would wish for that. But no sentence of the training text says so, "
        f"and a softmax always gives some known word the largest probability. It writes {quoted(sentence)}.",
        "random words": "A strange picture could lead to strange words. But the order of words is stored in the "
        f"weights of the decoder, whatever the picture is: {quoted(sentence)}.",
        "nothing: the end symbol comes first": "No sentence of the training text is empty, so after the start the end "
        f"symbol has almost no probability. It writes {quoted(sentence)}.",
    }


def _unknown_answer(found: Shown) -> str:
    words = found.caption.sentence.split()
    fluent = len(words) > 3 and _grade(found) >= 3
    return FLUENT if fluent else "nothing: the end symbol comes first" if not words else "random words"


def _twins(found: Shown) -> Twins:
    assert found.twins is not None
    return found.twins


def _offered(found: Shown) -> list[Twin]:
    twins = _twins(found)
    facts, drawn = twins.of(FACTS), twins.of(DRAWING)
    anew = next((one for one in drawn if "anew" in one.change), drawn[0])
    return [anew, facts[0], drawn[3], facts[1]]


def _least(found: Shown) -> Twin:
    return min(_twins(found).twins, key=lambda one: one.distance)


def _moved_replies(found: Shown) -> dict[str, str]:
    twins, least, said = _twins(found), _least(found), {}
    for one in _offered(found):
        distance = num(one.distance, 2, f"{one.name}.d")
        if one is least:
            said[one.change] = (
                f"It moves $v$ by only {distance}; the length of $v$ is {num(twins.length, 1)}. For the CNN this dog "
                f"is almost the same as a cat, and the sentence is wrong: {quoted(twins.sentence)}. What $v$ hardly "
                "tells apart, the decoder can hardly know."
            )
        elif one.kind == DRAWING:
            said[one.change] = (
                f"All facts stay the same, so one might expect $v$ to stay the same. But other pixels make other maps: "
                f"$v$ moves by {distance}."
            )
        else:
            said[one.change] = f"A change that is easily seen. It moves $v$ by {distance}, much more than the least."
    return said


SCRIPT: Script[Captions, Shown] = Script(
    result,
    (
        Stop(
            name="task",
            title="From one picture to many words",
            text="A picture goes in, a sentence comes out: one input, many outputs. Two networks share the work. A "
            "convolutional network (CNN) turns the [picture](picture) into a vector; a recurrent network, the decoder, "
            "writes one word at each time step. Step through the figure, or press Next.",
            state=WRITE,
            step=0,
            covers=True,
            highlight=("picture",),
            holds=lambda found: found.picture.scene is not None and found.picture.scene.subject.name not in NOVEL,
            fails=UNKNOWN,
            note="Let the class write a sentence about the picture first. They will need it as judges.",
        ),
        Stop(
            name="features",
            title="Features before the last layer",
            text=_features_text,
            formula=r"\input{v} = \max\left(\input{W_6}\,\mathrm{maps} + \input{b_6},\ 0\right)",
            state=WRITE,
            begin=1,
            step=5,
            covers=True,
            highlight=("v", "W_7", "scores"),
            holds=_classes_name_no_action,
            fails=Captions(number=2),
            note="After its removal the layers below were trained further with captions. That is why the scores of the "
            "removed layer look poor: they no longer fit.",
        ),
        Stop(
            name="enters",
            title="How the image enters",
            text=_enters_text,
            formula=r"\input{v'} = \input{W_v}\,\input{v} + \input{b_v}",
            state=WRITE,
            step=FIRST_WORD - 1,
            covers=True,
            highlight=("v'", "W_v", "v_in.0", "h.0"),
            holds=lambda found: found.caption.trace.steps_before_words == 1,
            fails=EVERY_STEP,
            note="Karpathy and Fei-Fei: Deep Visual-Semantic Alignments, with an RNN. Show and Tell: Vinyals et al., "
            "with an LSTM. Both in 2015.",  # stated: the year of the two papers
        ),
        Stop(
            name="sentence",
            title="One word at a time",
            text=_sentence_text,
            formula=r"\output{p_t} = \mathrm{softmax}(\output{W_{hy}}\,\hidden{h_t} + \output{b_y})",
            state=WRITE,
            begin=FIRST_WORD,
            step=LAST_WORD,
            highlight=("fed.2", "fed.3", "fed.4"),
            question=Question(
                text="Which grade will fit the sentence? Minor means one wrong fact, somewhat related several, "
                "unrelated no right thing.",
                replies=_grade_replies,
                answer=lambda found: GRADE_NAMES[_grade(found) - 1],
                highlight=("grade", "p.2"),
            ),
            holds=lambda found: found.caption.written[7:] == ["."] and _grade(found) == 2,
            fails=EVERY_STEP,
            note="Let the class grade before you press on. At the color the network hesitates: look at its bar.",
        ),
        Stop(
            name="every-step",
            title="The image at every step",
            text=_every_step_text,
            formula=r"\input{x_t} = \input{E}[\mathrm{word}_{t-1}] + \input{v'}",
            state=EVERY_STEP,
            highlight=("v'", "p.2"),
            holds=lambda found: _grade(found) == 1 and _only_the_rnn_gains(),
            fails=WRITE,
            note="One picture proves nothing: the stored results count many. Differences of two or three points mean "
            "nothing, because each network was trained once.",
        ),
        Stop(
            name="beam",
            title="A more probable sentence",
            text=_beam_text,
            formula=r"\log P = \sum_t \log \output{p_t}[\mathrm{word}_t]",
            state=BEAM,
            begin=4,
            holds=lambda found: _beam_finds_a_true_one(found) and _beam_is_as_often_right_as_greedy(),
            fails=Captions(view="beam", number=28, width=3),
            note="Show and Tell used a beam too. More probable does not mean more true: on many held-out "
            "pictures a beam "
            "and greedy writing have equally many sentences without errors (stored results).",
        ),
        Stop(
            name="grades",
            title="Four columns of grades",
            text=_grades_text,
            state=GRADES,
            begin=0,
            step=3,
            holds=lambda found: len(found.judged) / 2 < _counts(found)[0] < len(found.judged),
            fails=Captions(view="grades", pictures=SOURCES["novel"], number=25),
            note="From the paper: without errors, a person riding a motorcycle on a dirt road; minor errors, two dogs "
            "play in the grass; somewhat related, a skateboarder does a trick on a ramp; unrelated, a dog is jumping "
            "to catch a frisbee.",
        ),
        Stop(
            name="unknown",
            title="A thing that training never showed",
            text="Here is a guitar. Training never showed one, and the vocabulary has no word for it. The CNN computes "
            "a [vector](v) all the same, and the decoder reads it as any other.",
            state=UNKNOWN,
            step=FIRST_WORD - 1,
            highlight=("picture", "v"),
            question=Question(
                text="What will the decoder write about the guitar?",
                replies=_unknown_replies,
                answer=_unknown_answer,
                highlight=("grade",),
            ),
            holds=lambda found: _grade(found) == 4 and "guitar" not in found.caption.words,
            fails=WRITE,
            note="The sentence has the place right: the vector tells the place of any picture.",
        ),
        Stop(
            name="apart",
            title="What the vector tells apart",
            text="How much does $v$ tell about a picture? Change one thing in it, compute the vector $u$ of the new "
            "picture, and measure the distance between the two. On the left one fact is changed, on the right the same "
            "facts are drawn differently.",
            formula=r"\Vert\input{u} - \input{v}\Vert = \sqrt{\sum_k {\left(\input{u}[k] - \input{v}[k]\right)}^2}",
            state=FEATURES,
            step=0,
            question=Question(
                text="Which of these changes moves the vector $v$ least?",
                replies=_moved_replies,
                answer=lambda found: _least(found).change,
                highlight=("twin.1.d",),
            ),
            holds=lambda found: (
                found.twins is not None and _least(found).change == "dog → cat" and "cat" in _twins(found).sentence
            ),
            fails=Captions(view="features", number=9),
            note="A small move may still change the sentence: in another picture, a woman on a bicycle, woman and man "
            "are near and the sentences differ. It depends on the direction of the move.",
        ),
        Stop(
            name="summary",
            title="What to remember",
            text="One input, many outputs: a CNN gives the features before its last FC layer, and a recurrent network "
            "writes one word at a time until the end symbol. Beyond these features it knows nothing of the picture; "
            "what they do not tell, it guesses, like the color of this dog. Next: a whole clip instead of one picture.",
            state=WRITE,
            highlight=("v", "p.2", "grade"),
            holds=lambda found: found.caption.verdict is not None and found.caption.verdict.faults[0].kind == "color",
            fails=UNKNOWN,
            note="Next: many to many. First all frames are read, then the sentence is written.",
        ),
    ),
    symbols=("v", "W_v", "b_v", "v_in", "x", "h", "p", "E", "W_hy", "b_y"),
)
