"""Invented records of an invented authority: life stories first, and lists cut from them, so that they agree.

Nobody in them lives. Their ids, names, postcodes and numbers are made so that no register could know them.
"""
