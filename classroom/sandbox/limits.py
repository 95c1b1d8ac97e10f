"""How much a submission may use."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1 << 20
GIB = 1 << 30


@dataclass(frozen=True)
class Limits:
    """Limits of one submission, times in seconds and sizes in bytes.

    ``cpu``: processor time of a cell. ``wall``: time of the whole submission; a cell gets half of it. ``call``: time
    of a function on all its cases. ``memory``: of all processes together. ``processes``: at once, threads included.
    ``file_size``: of one file, and a quarter of all. ``files``: open at once. ``output``: printed text that is kept.

    Raises:
        ValueError: a limit isn't positive.
    """

    cpu: float = 20.0
    wall: float = 60.0
    call: float = 2.0
    memory: int = GIB
    processes: int = 32
    file_size: int = 16 * MIB
    files: int = 64
    output: int = 100_000

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            if not value > 0:
                raise ValueError(f"the limit {name} is {value}; it must be positive")
