"""What stands in the matrix forms of the lecture's summary, and in the quotation of the stored trainings."""

from lessons.rnn_vs_lstm import cards
from lessons.rnn_vs_lstm.script import SCRIPT
from ui.typeset import typeset


def test_each_line_of_the_summary_leads_to_a_stop() -> None:
    assert {name for _, name in cards.COLUMNS} <= set(SCRIPT.places)
    assert [line.partition(" ")[0] for line, _ in cards.COLUMNS] == ["explode", "vanish", "additive", "an"]


def test_the_matrix_forms_are_typeset_with_the_gates_in_the_order_of_the_slide() -> None:
    made = typeset(cards.STACKED)
    assert [made.index(f'class="gate_{gate}"') for gate in "ifoC"] == sorted(
        made.index(f'class="gate_{gate}"') for gate in "ifoC"
    )
    assert "tanh" in typeset(cards.VANILLA)
