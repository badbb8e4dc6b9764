"""Everything compcheck judges by, read and proved: the catalogue and the frameworks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from compcheck.model.framework import Framework
from compcheck.model.indicator import Catalogue


class Library(NamedTuple):
    """`home` is "packaged" or the folder as typed; it never reaches a result, only messages."""

    catalogue: Catalogue
    frameworks: Mapping[str, Framework]
    home: str

    def in_force_on(self, day: date) -> tuple[Framework, ...]:
        """The frameworks that ruled on that day, by id."""
        return tuple(one for _, one in sorted(self.frameworks.items()) if one.in_force_on(day))
