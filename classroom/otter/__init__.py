"""otter-grader: an assignment as a master notebook for ``otter assign``, and its zip for Gradescope.

``master.write_master`` writes the folder. The rest of the package is what travels in the zip: a plugin that has
each submission run in the sandbox, because otter itself runs a submission in the process that judges it.
"""

LIMITS = {
    "resisted": (
        "A submission's code never runs in otter's processes. It is run in the same sandbox as by `python -m "
        "classroom grade`, by the functions' names, and otter judges the values that came back. So a fake grade that "
        "is printed, a changed checker, a search for the hidden tests, a network connection, an endless loop and too "
        "much memory cost no more than the exercise that they stand in."
    ),
    "otter alone": (
        "Without the plugin, otter 7.0.0 runs a submission, its tests and its checker in one process. We tried: a "
        "submission could give itself all points, read the hidden tests, open connections and have its own files run "
        "as the grader's user; an endless loop or a renamed kernel left no result. Only a printed grade was harmless."
    ),
    "other files": (
        "Otter would load a log file of the submission with pickle, and its kernel would import modules that lie "
        "beside the notebook. Everything but the notebook is therefore deleted before otter looks at it."
    ),
    "plugin needed": (
        "The zip names a plugin that lies in the folder `files` beside the master notebook. In Gradescope's and "
        "otter's containers Python finds it; here run otter with that folder on PYTHONPATH, for instance "
        "`PYTHONPATH=. otter run …`. Without the plugin otter stops with an error and gives no marks. Use the command: "
        "called from a Python prompt, otter would import modules out of a submission's zip."
    ),
    "containers": (
        "A container seldom lets a process make namespaces. There the submission runs as another user, with limits "
        "on time, memory and files, and can't read the hidden tests; but it has the container's network, sees its "
        "other files, and could leave a process behind. Gradescope throws each container away afterwards."
    ),
    "otter grade": (
        "The containers of `otter grade` start from an image with an empty `submission_metadata.json`, which otter "
        "7.0.0 can't read where a zip names a plugin. Give it a base image in which `/autograder/"
        "submission_metadata.json` holds `{}`, with `--image`. Gradescope writes that file itself."
    ),
    "damaged files": (
        "Otter reads the submission before any plugin: a file that isn't a notebook, or two of them, ends the run "
        "with an error and without a result, and a file of some gigabytes costs as much memory. It is that "
        "submission's affair alone; `python -m classroom grade` gives it a row with the reason."
    ),
    "packages": (
        "In the container there are the standard library, `trainloop` without PyTorch, and what otter installs. A "
        "submission that imports torch fails there unless torch is added to `requirements` in the master notebook."
    ),
    "by hand": "Open questions are marked in Gradescope by a person. Otter's points leave them out.",
    "lateness": "Otter knows no due date: set it, the late policy and extra time in Gradescope.",
    "feedback": (
        "Students see the public tests only. What was wrong with a function, and the mistake by its name, stand in "
        "the autograder's output, which Gradescope shows to instructors."
    ),
    "one class": "All students of one zip get the same numbers: `vary: student` is refused.",
    "instead": "`python -m classroom grade` marks the same notebooks with none of these limits.",
}

__all__ = ["LIMITS"]
