"""Sentences in boxes: in one row, or in two where one would be too long."""

from itertools import pairwise

from lessons.video_to_text.figure.sentences import row_of_words, rows_of_words

TEXT = "a woman wearing pink is moving left and then getting closer"
SENTENCE = TEXT.split()


def test_a_sentence_that_fits_stands_in_one_row() -> None:
    found, end = rows_of_words("w", SENTENCE, {}, 10, 100, 2000)
    assert (found, end) == row_of_words("w", SENTENCE, {}, 10, 100)
    assert {node.y for node in found} == {100}


def test_a_longer_one_is_broken_in_two_and_nothing_overlaps() -> None:
    for wrong in ({}, {5: "motion"}, {0: "object", 6: "motion"}):
        found, end = rows_of_words("w", SENTENCE, wrong, 10, 100, 500)
        rows = sorted({node.y for node in found})
        assert len(rows) == 2
        assert rows[1] - rows[0] >= found[0].height
        assert [node.id for node in found] == [f"w.{n + 1}" for n in range(len(SENTENCE))]
        for y in rows:
            line = [node for node in found if node.y == y]
            assert line[0].x - line[0].width / 2 >= 10
            for left, right in pairwise(line):
                assert right.x - right.width / 2 > left.x + left.width / 2
            assert line[-1].x + line[-1].width / 2 <= end <= 500
