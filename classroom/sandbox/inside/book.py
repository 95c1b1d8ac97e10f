"""Makes ``trainloop`` importable, and nothing that stands beside it."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path


def load_book(folder: str) -> None:
    """Import ``trainloop`` from its folder, which need not be on the path."""
    path = Path(folder)
    spec = spec_from_file_location("trainloop", path / "__init__.py", submodule_search_locations=[folder])
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    sys.modules["trainloop"] = module
    spec.loader.exec_module(module)
