"""Figures alone held against what inspectors really found, over many inspections. Measures rules, never authorities."""
