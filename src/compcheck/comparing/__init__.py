"""What stands side by side: one submission under two frameworks, and one authority at two times."""
