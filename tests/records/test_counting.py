from __future__ import annotations

from datetime import date

from made_records import counted, table_of, way

from compcheck.model.counting import Within

TIMELY = way(
    where="ended between period_from and period_to or ended is null",
    within=Within("45", "working days", "started", "ended"),
)


def test_a_case_without_an_end_is_late_once_its_limit_is_past_and_else_not_yet_due() -> None:
    rows = [
        {"started": date(2025, 6, 2), "ended": date(2025, 6, 20)},
        {"started": date(2025, 6, 2), "ended": date(2025, 12, 20)},
        {"started": date(2025, 6, 2)},
        {"started": date(2026, 3, 2)},
        {"ended": date(2025, 12, 20)},
        {"started": date(2024, 6, 2), "ended": date(2024, 6, 20)},
    ]
    found = counted({"assessments": table_of(rows)}, TIMELY)
    assert (found.numerator, found.denominator, found.not_recorded) == (1, 4, 1)
    assert found.left_out == {"not yet due": 1}
