"""The build's own step: proves the rules and puts them into the wheel as compiled files.

An editable install has none: it reads rules/ itself, so that a changed rule counts at once.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledRules(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel" or version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        try:
            from compcheck.model.problem import ProblemsFound  # noqa: PLC0415  # on the path only now
            from compcheck.reading.comparators import write_comparators  # noqa: PLC0415  # likewise
            from compcheck.reading.compiled import write_compiled  # noqa: PLC0415  # likewise
        finally:
            sys.path.remove(str(root / "src"))
        self.folder = tempfile.TemporaryDirectory(prefix="compcheck-rules-")
        compiled, comparators = (Path(self.folder.name) / name for name in ("rules.json", "comparators.json"))
        try:
            write_compiled(root / "rules", compiled)
            write_comparators(root / "rules", comparators)
        except ProblemsFound as found:
            told = [f"{one.place}  {one.fact} {one.way_out}" for one in found.problems]
            raise SystemExit("\n".join(["The rules do not hold, so there is no wheel.", *told])) from None
        build_data["force_include"][str(compiled)] = "compcheck/rules.json"
        build_data["force_include"][str(comparators)] = "compcheck/comparators.json"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        del version, build_data, artifact_path
        if hasattr(self, "folder"):
            self.folder.cleanup()
