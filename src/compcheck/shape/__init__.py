"""Their door: a document held to the published schema becomes a submission, or all its problems.

A submission is accepted by `accepting`, which is fast and never takes what the schema refuses;
jsonschema is called only to explain a refusal.
"""

from compcheck.shape.accepting import submission_from
from compcheck.shape.schema import submission_schema

__all__ = ["submission_from", "submission_schema"]
