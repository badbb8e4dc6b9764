"""How long 1,000,000 assessments in Parquet take to be counted: the whole process, beside the same counts by hand.

Ours: the packaged rules are read, every expression is taken apart and held to the white list, the checks of the table
are made, and what they touch is counted beside each figure. By hand: the same figures and the same checks, in two
queries for DuckDB. Both find the same numbers, or this ends with 2; with 1 if the aim is missed. Needs os.wait4.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import duckdb
from one_file import environment, process
from ratios import Aim, in_turn, print_ratios, print_spent

from compcheck.reading.compiled import library_in, write_compiled

ROOT = Path(__file__).absolute().parent.parent
AIM = Aim("compcheck", "by hand", 1.5)

MADE_UP = """
COPY (
    SELECT 'C' || number AS child, referred, referred + (random() * 5)::INTEGER AS started,
        CASE WHEN random() < 0.85 THEN referred + (random() * 90)::INTEGER + 1 END AS ended,
        CASE WHEN random() < 0.95 THEN random() < 0.9 END AS child_seen,
        CASE WHEN random() < 0.95 THEN 'Worker ' || (random() * 400)::INTEGER ELSE 'Duty team' END AS worker,
        'Team ' || (random() * 20)::INTEGER AS team
    FROM (SELECT number, DATE '2025-01-01' + (random() * 400)::INTEGER AS referred FROM range({rows}) of_rows(number))
) TO '{path}' (FORMAT parquet)
"""

OURS = """
import json, sys
from datetime import date
from pathlib import Path
from compcheck.model.counting import CountingSettings
from compcheck.model.extract import FileRead
from compcheck.model.when import Period
from compcheck.reading.compiled import library_in
from compcheck.records.counting import count
from compcheck.records.extracts import Extract, ParquetFiles

library = library_in(Path(sys.argv[2]).read_text("utf-8"))
columns = ("child", "referred", "started", "ended", "child_seen", "worker", "team")
files = ParquetFiles((sys.argv[1],), {name: name for name in columns})
settings = CountingSettings(date(2026, 3, 31), Period(date(2025, 4, 1), date(2026, 3, 31)))
extract = Extract(FileRead("assessments.parquet", "", "tables", {}), {"assessments": files})
counts = count([extract], library.records(), library.catalogue.indicators, settings)
print(json.dumps({one.indicator: [one.numerator, one.denominator] for one in counts if not one.cannot}))
"""

BY_HAND = """
import json, sys
from datetime import date, timedelta
from itertools import accumulate
import duckdb

free = set(map(date.fromisoformat, json.loads(sys.argv[3])))
days = [date(2022, 1, 1) + timedelta(days=number) for number in range(2191)]
con = duckdb.connect()
con.execute("SET enable_progress_bar = false")
worked = list(accumulate(int(day.weekday() < 5 and day not in free) for day in days))
con.execute("SET VARIABLE worked = ?", [worked])
con.execute("CREATE MACRO w(d) AS getvariable('worked')[d - DATE '2022-01-01' + 1]")
con.execute("CREATE MACRO nobody(n) AS coalesce(trim(n) = '' OR " + " OR ".join(
    "regexp_matches(trim(n), '" + one + "', 'i')" for one in json.loads(sys.argv[2])) + ", TRUE)")
row = con.execute(f'''
    SELECT count(*) FILTER (done), count(*) FILTER (done AND started = ended),
        count(*) FILTER (done AND child_seen), count(*) FILTER (done AND we - wr <= 45),
        count(*) FILTER (unfinished), count(*) FILTER (unfinished AND wd - ws > 45),
        count(*) FILTER (unfinished AND nobody(worker)),
        count(*) FILTER (done AND we - ws <= 45),
        count(*) FILTER (ended < started), count(*) FILTER (started > DATE '2026-03-31' OR ended > DATE '2026-03-31'),
        count(*) FILTER (done AND we - ws BETWEEN 44 AND 45), count(*) FILTER (done AND we - wr BETWEEN 44 AND 45)
    FROM (SELECT started, ended, child_seen, worker, ended IS NULL AS unfinished, w(referred) AS wr, w(started) AS ws,
        w(ended) AS we, w(DATE '2026-03-31') AS wd,
        coalesce(ended BETWEEN DATE '2025-04-01' AND DATE '2026-03-31', FALSE) AS done
        FROM read_parquet('{sys.argv[1]}'))
''').fetchone()
done, same_day, seen, in_time, unfinished, past, nobody, from_start, *_ = row
con.execute(f'''SELECT sum(number) FROM (SELECT count(*) AS number FROM read_parquet('{sys.argv[1]}')
    WHERE child IS NOT NULL AND started IS NOT NULL GROUP BY child, started HAVING count(*) > 1)''').fetchone()
print(json.dumps({
    "assessments_closed_the_same_day": [same_day, done],
    "assessments_open_past_45_working_days": [past, unfinished],
    "assessments_within_45_working_days": [in_time, done],
    "assessments_within_45_working_days_of_their_start": [from_start, done + past],
    "assessments_without_a_named_worker": [nobody, unfinished],
    "children_seen_in_assessment": [seen, done],
}))
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=7)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        commands = programs(Path(folder), args.rows)
        said = {name: answer(command) for name, command in commands.items()}
        if said["compcheck"] != said["by hand"]:
            print(json.dumps(said, indent=2))
            return 2
        measures = {name: partial(process, command) for name, command in commands.items()}
        in_turn(measures, 1)
        spent = in_turn(measures, args.rounds)
    print_spent(spent, "milliseconds", 1000)
    return 0 if print_ratios(spent, [AIM]) else 1


def programs(folder: Path, rows: int) -> Mapping[str, tuple[str | Path, ...]]:
    """Both programs, each with the same file of made-up assessments, and the rules as the wheel carries them."""
    path, compiled = folder / "assessments.parquet", folder / "rules.json"
    write_compiled(ROOT / "rules", compiled)
    rules = library_in(compiled.read_text("utf-8")).records()
    nobody = json.dumps(rules.nobody)
    free = json.dumps([day.isoformat() for day in sorted(rules.bank_holidays)])
    connection = duckdb.connect()
    connection.execute("SELECT setseed(0.5)")
    connection.execute("SET threads = 1")  # the same rows every time
    connection.execute(MADE_UP.format(rows=rows, path=path))
    return {
        "compcheck": (sys.executable, "-c", OURS, path, compiled),
        "by hand": (sys.executable, "-c", BY_HAND, path, nobody, free),
    }


def answer(command: tuple[str | Path, ...]) -> object:
    run = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
    if run.returncode:
        sys.exit(run.stderr)
    return json.loads(run.stdout)


if __name__ == "__main__":
    sys.exit(main())
