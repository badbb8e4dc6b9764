"""How a finding and a judgement came about, step by step, told from what grading and judging decided by.

A floor of its own between the model and the rooms: every report may tell the steps, and none makes them up.
"""
