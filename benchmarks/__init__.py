"""What the book promises in numbers, measured: ``python -m benchmarks``, or ``make bench``."""
