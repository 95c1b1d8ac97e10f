"""A submission that looks for the hidden tests, and computes or copies the answers from what it finds."""

from __future__ import annotations

from classroom.book import BOOK
from tests.classroom.submissions.given import Given

SEARCH = """
import gc, os, sys

COURSE = {course!r}
FOUND, TASKS = [], {{}}


def files():
    for top in (COURSE, os.path.dirname(COURSE), os.getcwd(), "/", *sys.path):
        for folder, folders, names in os.walk(top):
            folders[:] = [f for f in folders if f not in ("proc", "sys", "dev", "lib", "torch", "sklearn", "scipy")][:200]
            for name in names:
                yield os.path.join(folder, name)


def look():
    import time
    end = time.monotonic() + 0.4
    for path in files():
        if time.monotonic() > end:
            break
        if path.endswith((".sqlite", "/key", "/marks.csv", "/instructor/hw/hw.ipynb")) or "/classroom/" in path:
            try:
                open(path, "rb").read(1)
            except OSError:
                continue
            FOUND.append(path)


look()


def solutions():
    # With the key and the package that makes the assignment, the answers can be computed.
    keys = [path for path in FOUND if path.endswith("/key")]
    packages = [path.partition("/classroom/")[0] for path in FOUND if "/classroom/" in path]
    sys.path.extend(dict.fromkeys([*packages, {book!r}]))
    from pathlib import Path
    from classroom.assignment import Course
    from classroom.variants import graded_items
    course = Course(Path(keys[0]).parent if keys else Path(COURSE))
    return {{item.item.function: item.solution for item in graded_items(course.assignment("hw"), course.key, {student!r})}}


try:
    KNOWN = solutions()
except Exception as error:
    KNOWN = {{}}
    print(type(error).__name__, error)


def numbers(name, arguments):
    # Right numbers that wait somewhere in this process to be compared with.
    if name not in TASKS:
        TASKS[name] = [o for o in gc.get_objects() if type(o).__name__ == "Task" and getattr(o, "name", "") == name]
        for frame in sys._current_frames().values():
            while frame is not None:
                TASKS[name] += [v for v in frame.f_locals.values() if type(v).__name__ == "Task"]
                frame = frame.f_back
    for task in TASKS[name]:
        for case, expected in zip(task.cases, task.expected):
            if dict(case) == arguments and any(expected):
                return list(expected)
    return None


def steal(name, **arguments):
    try:
        space = {{}}
        exec(KNOWN[name], space)
        return space[name](**arguments)
    except Exception as error:
        print(type(error).__name__, error)
    found = numbers(name, arguments)
    return 0.0 if found is None else found[0] if len(found) == 1 else found


def ewa(values, beta):
    return steal("ewa", values=values, beta=beta)


def momentum_step(param, grad, velocity, lr, mu):
    return steal("momentum_step", param=param, grad=grad, velocity=velocity, lr=lr, mu=mu)


def adam_step(param, grad, m, v, t, lr, beta1, beta2, eps):
    own = dict(param=param, grad=grad, m=m, v=v, t=t, lr=lr, beta1=beta1, beta2=beta2, eps=eps)
    return steal("adam_step", **own)


def momentum_convert():
    return steal("momentum_convert")


print("found", FOUND)
"""


def search(given: Given, student: str) -> str:
    """The source that looks for the hidden tests; it earns what it finds."""
    return SEARCH.format(course=str(given.course), book=str(BOOK), student=student)
