"""The words of a back-test's report, in whatever format."""

from __future__ import annotations

STANDING = (
    "What figures alone agree on with inspectors, over many inspections. A finding is no forecast; the score is made "
    "for this report, is printed for no authority, and judges none."
)

MEASURES = {
    "exact": "exact grade",
    "within_one": "within one grade",
    "quadratic_weighted_kappa": "quadratic-weighted kappa",
    "balanced_accuracy": "balanced accuracy",
    "auc_good_or_better": "AUC, good or better",
}
"""Each measure as it is printed, in order."""

WHAT_THEY_SAY = (
    "Kappa is 0 for chance and 1 for full agreement. AUC: of two inspections, one found good or better and one not, "
    "how often the figures of the good one score higher; 0.5 is chance."
)
"""Printed below the measures."""
