"""What things are. The ground: every other room stands on it, and it stands on nothing."""
