"""The steps of setting up, each skipped when its stamp says that it is done."""

from __future__ import annotations

import subprocess
import venv
from collections.abc import Sequence

from environment import browser, pytorch, stamps
from environment.npm import PYTHON, ROOT, npm

STAMPS = ROOT / ".venv" / "stamps"
PIP = "pip==26.3"  # older ones download a package to find out what it needs

# What each level installs. All hold what the notebooks need; the tests' holds everything.
REQUIREMENTS = {
    "notebooks": ("requirements.txt",),
    "classroom": ("classroom/requirements.txt",),
    "site": ("requirements-dev.txt",),
    "tests": ("requirements-dev.txt", "classroom/requirements.txt"),
}
NODE_MODULES = ROOT / "node_modules"
NODE_STAMPS = {"site": ".stamp-site", "tests": ".stamp"}  # in that folder, so that they go where it goes
SOURCES = (*REQUIREMENTS["notebooks"], *REQUIREMENTS["tests"], "constraints.txt", "pyproject.toml")


def pip_install(*arguments: str) -> None:
    """Run pip in .venv; its own messages say what went wrong."""
    command = [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check", *arguments]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise RuntimeError(f"pip install {' '.join(arguments)} failed; see its message above")


def provide_python() -> None:
    """Make .venv if it isn't there."""
    if not PYTHON.exists():
        print("Making .venv …", flush=True)
        venv.create(ROOT / ".venv", with_pip=True)
        pip_install(PIP)


def provide_pytorch() -> None:
    """Install PyTorch, in the build that spares the machine gigabytes."""
    version = pytorch.wanted_version((ROOT / "requirements.txt").read_text(encoding="utf-8"))
    build = pytorch.decide(pytorch.installed_version(PYTHON), version, lambda: pytorch.ask_pip(PYTHON, version))
    if build is not pytorch.Build.KEEP:
        source = f", from {pytorch.SMALL_BUILD}" if build is pytorch.Build.SMALL else ""
        print(f"Installing PyTorch {version}: {build.value}{source} …", flush=True)
        pip_install(*pytorch.pip_arguments(build, version))


def provide_packages(level: str) -> None:
    """Install what `level` needs into .venv."""
    fresh = stamps.digest(ROOT / name for name in SOURCES)
    if PYTHON.exists() and any(stamps.is_fresh(STAMPS / enough, fresh) for enough in (level, "tests")):
        return
    provide_python()
    provide_pytorch()
    wanted = REQUIREMENTS[level]
    print(f"Installing {' and '.join(wanted)} into .venv …", flush=True)
    pip_install(*(argument for name in wanted for argument in ("-r", name)))
    stamps.leave(STAMPS / level, fresh)


def provide_node_packages(level: str) -> None:
    """Install what `level` takes from npm, with the npm that .venv carries: the site Python for its pages, tests all."""
    wanted = NODE_MODULES / NODE_STAMPS[level]
    fresh = stamps.digest([ROOT / "package-lock.json"])
    # Everything is enough for the site too; installing less would remove what only tests need.
    if any(stamps.is_fresh(stamp, fresh) for stamp in {wanted, NODE_MODULES / NODE_STAMPS["tests"]}):
        return
    part, omitted = ("", ()) if level == "tests" else ("what the site serves of ", ("--omit=dev",))
    print(f"Installing {part}package-lock.json into node_modules …", flush=True)
    if npm("ci", *omitted, "--no-audit", "--no-fund", "--loglevel=error"):
        raise RuntimeError("npm ci failed; see its message above")
    stamps.leave(wanted, fresh)


def main(arguments: Sequence[str]) -> str | int:
    """Set up for the level that the command line names; returns an exit status or a message of failure."""
    if len(arguments) != 1 or arguments[0] not in REQUIREMENTS:
        return f"level is {' '.join(arguments)!r}; allowed: {', '.join(REQUIREMENTS)}"
    (level,) = arguments
    try:
        provide_packages(level)
        if level in NODE_STAMPS:
            provide_node_packages(level)
        if level == "tests":
            browser.provide(PYTHON)
    except RuntimeError as error:
        return str(error)
    return 0
