"""The roof: options in, exit code out, one file a command."""
