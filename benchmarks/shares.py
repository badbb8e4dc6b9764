"""What the samples would be judged under other shares than the framework's own, as a Markdown table.

The share is an assumption, so docs/judging.md shows what it decides. `--write` puts the table there; a test holds it.
"""

from __future__ import annotations

import argparse
import dataclasses
import sys
from fractions import Fraction
from pathlib import Path

from compcheck.model.document import Document
from compcheck.model.grade import Grade
from compcheck.model.library import Library
from compcheck.pipeline import evaluate
from compcheck.reading.rule_home import load_library
from compcheck.reading.submission_files import read_submission_file

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "judging.md"
BEGIN, END = "<!-- shares: begin -->\n", "<!-- shares: end -->"
SHARES = (Fraction(1, 2), Fraction(3, 5), Fraction(2, 3), Fraction(3, 4))
NOT_JUDGED = "–"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help=f"write it into {PAGE.relative_to(ROOT)}")
    made = table(load_library(str(ROOT / "rules")))
    if not parser.parse_args().write:
        sys.stdout.write(made)
        return
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, found, after = rest.partition(END)
    if not found:
        sys.exit(f"{PAGE.relative_to(ROOT)} has no place for it, between {BEGIN.strip()} and {END}")
    PAGE.write_text(f"{before}{BEGIN}{made}{END}{after}", encoding="utf-8")


def table(library: Library) -> str:
    """A row for each sample in JSON that is judged at all, a column for each share."""
    lines = [f"| | {' | '.join(map(str, SHARES))} |", f"|---|{'---|' * len(SHARES)}"]
    for path in sorted((ROOT / "samples").glob("*.json")):
        if path.name != "submission.schema.json":
            document = read_submission_file(str(path))
            if not evaluate(document, library).judgements:
                continue  # its framework sorts findings into kinds, and judges no area
            cells = [judged(document, under(share, library)) for share in SHARES]
            lines.append(f"| {path.stem.capitalize()} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def under(share: Fraction, library: Library) -> Library:
    """The same rules, and that share in every framework."""
    frameworks = {name: dataclasses.replace(one, share=share) for name, one in library.frameworks.items()}
    return Library(library.catalogue, frameworks, library.home)


def judged(document: Document, library: Library) -> str:
    """`hp good, qp –, l inadequate; overall inadequate`: areas by the first letters of their ids."""
    evaluation = evaluate(document, library)
    areas = ", ".join(f"{initials(one.area)} {word(one.grade)}" for one in evaluation.judgements)
    return areas if evaluation.overall is None else f"{areas}; overall {word(evaluation.overall.grade)}"


def initials(area: str) -> str:
    return "".join(part[0] for part in area.split("-") if part not in {"and", "in", "of"})


def word(grade: Grade | None) -> str:
    return NOT_JUDGED if grade is None else grade.word


if __name__ == "__main__":
    main()
