"""Files to model: submissions, and the rules they are judged by."""
