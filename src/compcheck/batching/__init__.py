"""Many submissions through the pipeline, one by one or in several processes. What comes out does not depend on how."""
