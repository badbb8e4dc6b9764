"""compcheck: what a local authority's own figures show against a stated line and source."""

__version__ = "0.1.0"
