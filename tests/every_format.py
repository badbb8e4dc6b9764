"""A run in every format there is, as text: of a workbook, the text of all its parts."""

from __future__ import annotations

import io
import zipfile

from compcheck.model.evaluation import Run
from compcheck.reporting.formats import FORMATS

BETWEEN = "\n\f\n"


def every_text(run: Run) -> str:
    return BETWEEN.join(_unpacked(one.data(run)) if one.binary else one.write(run) for one in FORMATS.values())


def _unpacked(workbook: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        return "\n".join(parts.read(name).decode() for name in sorted(parts.namelist()))
