"""How large a workbook may be, packed and unpacked, before it is refused."""

from __future__ import annotations

MEBIBYTE = 1024 * 1024
LARGEST_WORKBOOK = 256 * MEBIBYTE
LARGEST_UNPACKED = 1024 * MEBIBYTE
"""Eleven lists of 10,000 rows come to 75 MiB, and to 1,000 million bytes before a computer of today has trouble."""
SUSPICIOUS_UNPACKED, SUSPICIOUS_RATIO = 128 * MEBIBYTE, 100
"""A workbook unpacks to 5 to 30 times its size; one that is large and unpacks to far more was made to fill a memory."""
MOST_PARTS = 10_000
MOST_CELLS = 12_000_000
"""Cells of one sheet, counting the blank ones up to its furthest corner: the reader keeps room for each of them."""
NEAR_COLUMNS, NEAR_ROWS = 52, 99_999
"""Whatever lies within (columns A to AZ) needs no closer look, since a sheet of that size may be read whole."""
