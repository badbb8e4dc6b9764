"""What a rule, a line, a definition or a check stands on, as every kind of rules file writes it."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from compcheck.reading.rule_values import NumberOrText, Text, Year


class SourceShape(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", arbitrary_types_allowed=True)

    title: Text
    publisher: Text
    year: Year
    says: Text = ""
    page: NumberOrText = ""
    url: Text = ""
