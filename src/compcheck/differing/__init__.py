"""Two frameworks, or one in two folders of rules, side by side: what differs, in words. Cases are not compared."""

from compcheck.differing.catalogues import catalogue_differences
from compcheck.differing.frameworks import framework_differences
from compcheck.differing.records import record_differences

__all__ = ["catalogue_differences", "framework_differences", "record_differences"]
