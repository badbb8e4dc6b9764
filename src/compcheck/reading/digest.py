"""The digest of rules: of their data, however the files are laid out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any


def digest_of(whole: Mapping[str, Any]) -> str:
    """The sha256 of the canonical bytes (RFC 8785)."""
    import rfc8785  # noqa: PLC0415  # the packaged rules bring their digests with them

    return hashlib.sha256(rfc8785.dumps(_plain(whole))).hexdigest()


def _plain(value: Any) -> Any:  # JSON of any shape
    """JSON's own numbers: a Decimal of 15 digits and its float are written alike."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list) else value
