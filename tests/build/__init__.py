"""The pipeline on tiny books: what it makes, and that each fault stops it with a message that says where."""
