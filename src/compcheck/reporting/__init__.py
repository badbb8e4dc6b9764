"""Model to text. Nothing here works anything out, and nothing here writes a file."""
