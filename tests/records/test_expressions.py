from __future__ import annotations

import pytest

from compcheck.model.records import Code, Column
from compcheck.records.expressions import LONGEST_TEXT, NotAllowed, Scope, Values, problems_in, written

COLUMNS = {
    name: Column(name, holds, "for tests", codes="states" if holds == "code" else "")
    for name, holds in {
        "started": "date",
        "ended": "date",
        "born": "date",
        "worker": "text",
        "status": "code",
        "seen": "yes/no",
        "moves": "integer",
        "hours": "number",
    }.items()
}
SCOPE = Scope(COLUMNS, frozenset({"caseload_ceiling"}))

OUT_OF_THE_SANDBOX = (
    "(select count(*) from read_csv('/etc/passwd')) > 0",
    "exists (select 1 from '/etc/passwd')",
    "started in (select started from 'other.parquet')",
    "moves in (from '/etc/passwd')",
    "moves > any (select 1)",
    "moves = (from read_text('/etc/passwd'))",
    "(with a as (select 1) select * from a) = 1",
    "read_csv('/etc/passwd') is null",
    "read_csv_auto('/etc/passwd') is null",
    "read_text('/etc/passwd') = 'root'",
    "read_blob('/etc/passwd') is null",
    "read_json('a') is null",
    "read_parquet('a') is null",
    "parquet_scan('a') is null",
    "sniff_csv('a') is null",
    "glob('/etc/*') is null",
    "from '/etc/passwd'",
    "select true",
    "copy assessments to '/tmp/out.csv'",
    "attach '/tmp/a.db' as a",
    "install httpfs",
    "load httpfs",
    "pragma database_list",
    "set enable_external_access = true",
    "export database '/tmp/x'",
    "create macro a() as 1",
    "drop table assessments",
    "call pragma_version()",
    "seen; copy assessments to '/tmp/out.csv'",
    "seen -- and nothing else",
    "seen /* and nothing else */",
    "seen # and nothing else",
    "getenv('HOME') = 'a'",
    "current_setting('temp_directory') = 'a'",
    "getvariable('without_cases') is null",
    "query('select 1') is null",
    "query_table('assessments') is null",
    "duckdb_secrets() is null",
    "nextval('a') = 1",
    "version() = 'a'",
    "list_transform(moves, x -> x) is null",
    "lambda x : x",
    "[x for x in moves] is null",
    "[1, 2, 3] is null",
    "{'a': 1}.a = 1",
    "struct_pack(a := 1) is null",
    "map(moves, moves) is null",
    "status.a.b = 'a'",
    "main.assessments.started is null",
    "columns(*) is null",
    "columns('s.*') is null",
    "*",
    "assessments.* is null",
    "unnest(moves) = 1",
    "cast(worker as date) is null",
    "try_cast(worker as date) is null",
    "worker::date is null",
    "worker = 'o''brien'",
    "worker = E'\\x41'",
    "worker = e'a'",
    "worker = $$a$$",
    "worker = $1",
    "worker = ?",
    "worker = :name",
    "worker = @name",
    'worker = "worker"',
    '"worker" = worker',
    "`worker` is null",
    "worker = chr(65)",
    "worker || 'a' = 'b'",
    "worker like 'a'",
    "worker ~ '.*'",
    "regexp_matches(worker, 'a')",
    "worker similar to 'a'",
    "worker collate nocase = 'a'",
    "repeat(worker, 1000000) is null",
    "sleep_ms(10000) = 1",
    "random() < 1",
    "now() is null",
    "current_date > started",
    "today() > started",
    "row_number() over () = 1",
    "lag(started) over (order by started) is null",
    "max(started) is null",
    "count(*) > 1",
    "sum(moves) filter (where seen) > 1",
    "interval 1 day is null",
    "started at time zone 'utc' is null",
    "(started, ended) = (ended, started)",
    "moves in (1, hours)",
    "moves in (select 1)",
    "moves in unnest(moves)",
    "other.started is null",
    "cases > 3",
    "information_schema.tables is null",
    "rowid = 1",
    "true union select true",
    "true order by 1",
    "true limit 1",
    "true as a",
    "seen = true, moves",
    "worker = 'wörker'",
    "worker = 'x\u200by'",
    "worker = '" + "a" * 41 + "'",
    "moves = 1e400",
    "moves = 0x41",
    "moves = 'nan'",
    "is_this(",
    "",
    "   ",
)  # fmt: skip


@pytest.mark.parametrize("text", OUT_OF_THE_SANDBOX)
def test_no_expression_reads_a_file_or_leaves_its_row(text: str) -> None:
    found = problems_in(text, SCOPE)
    assert len(found) == 1
    assert found[0].fact
    assert found[0].way_out
    assert problems_in(text, SCOPE, aggregates=True), "nor as a value"
    with pytest.raises(NotAllowed):
        written(text, SCOPE, Values())


def test_brackets_without_end_are_refused_before_a_parser_meets_them() -> None:
    for text in ("(" * 500 + "seen" + ")" * 500, "not " * 5000 + "seen", "case when seen then " * 200 + "seen"):
        assert problems_in(text, SCOPE)
    assert problems_in("seen or " * 1000 + "seen", SCOPE)[0].fact.endswith(f"more than {LONGEST_TEXT:,}")


@pytest.mark.parametrize(
    "text",
    [
        "ended between period_from and period_to",
        "ended is null and not nobody(worker)",
        "working_days(started, ended) <= 45",
        "days(started, coalesce(ended, extracted_on)) > 5",
        "months_after(started, -3) >= date '2026-01-31'",
        "age_on(born, extracted_on) between 16 and 17",
        "status in ('open', 'closed') or status is null",
        "case when seen then started else ended end < extracted_on",
        "greatest(started, ended) = least(started, extracted_on)",
        "lower(trim(worker)) <> 'duty'",
        "moves + 1 > caseload_ceiling and abs(moves - 3) < 2",
        "started + 5 < ended and ended - started > 3",
        "hours / 2 > 18.5 and hours * 2 <> 74",
        "seen is not true and seen = false",
    ],
)
def test_what_a_rule_needs_to_say_it_can_say(text: str) -> None:
    assert problems_in(text, SCOPE) == ()


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("startd is null", "nothing is called startd"),
        ("seen = 'yes'", "a yes/no is compared with a text"),
        ("moves > 'three'", "a number is compared with a text"),
        ("ended = null", "nothing is ever equal to null, or more or less than it"),
        ("ended", "the expression comes to a day, and a yes/no is meant"),
        ("status = 'opened'", "status is compared with 'opened', which is no code of it"),
        ("status in ('open', 'dunno')", "status is compared with 'dunno', which stands for what nobody knows"),
        ("working_days(started) > 1", "working_days takes 2 values in its brackets, and 1 are given"),
        ("worker > 'a'", "a text is neither more nor less than another"),
        ("coalesce(ended, moves) is null", "what stands in `coalesce` is not of one kind"),
    ],
)
def test_a_mistake_in_a_rule_is_named(text: str, fact: str) -> None:
    codes = {
        "states": {
            "open": Code("open", "Open"),
            "closed": Code("closed", "Closed"),
            "dunno": Code("dunno", "", (), True),
        }
    }
    assert problems_in(text, SCOPE._replace(codes=codes))[0].fact.startswith(fact)


def test_what_an_expression_uses_is_known() -> None:
    used = written("working_days(started, ended) > some_limit", Scope(COLUMNS, None), Values())
    assert used.columns == ("started", "ended")
    assert used.limits == ("some_limit",)
    assert used.days == ('t."started"', 't."ended"')


def test_nobody_asks_of_a_table_beside_unless_there_is_one() -> None:
    assert problems_in("other.worker <> worker", SCOPE._replace(other=COLUMNS)) == ()
    assert problems_in("other.worker <> worker", SCOPE)
    assert problems_in("other.nobody <> worker", SCOPE._replace(other=COLUMNS))
    assert problems_in("elsewhere.worker <> worker", SCOPE._replace(other=COLUMNS))


@pytest.mark.parametrize(
    "text",
    ["max(working_days(started, extracted_on))", "100 * sum(hours) / sum(moves)", "-median(moves) + 1", "count(ended)"],
)
def test_a_value_is_reckoned_from_aggregates(text: str) -> None:
    assert problems_in(text, SCOPE, aggregates=True) == ()
    assert problems_in(text, SCOPE)


@pytest.mark.parametrize(
    "text", ["moves", "max(max(moves))", "max(started)", "count(distinct worker)", "avg(moves) + hours", "1"]
)
def test_a_value_that_is_no_number_of_all_rows_is_refused(text: str) -> None:
    assert problems_in(text, SCOPE, aggregates=True)
