"""The exercises, one module each: it defines ``TASK`` and has the name of the reader's function."""
