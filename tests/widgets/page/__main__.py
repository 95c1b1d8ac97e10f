"""``python -m tests.widgets.page FOLDER [kind …]``: a gallery of the instruments alone, in a moment.

For work on an instrument, without a build of the book; the page tests run on it with TRAINLOOP_SITE=FOLDER.
"""

import sys
from pathlib import Path

from tests.widgets.node import ROOT, run
from tests.widgets.samples import SAMPLES
from web.extensions.widgets import MISSING, SCRIPT, STYLE, copy_files, dashed, data_of, state_of, write_beside

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Instruments</title>
<link rel="icon" href="data:,"><meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="{style}"><script defer src="{script}" onerror="{missing}"></script>
<body data-theme="auto" style="margin: 0 auto; max-width: 720px; padding: 8px"><main><h1>Instruments</h1>
{hosts}</main>"""
HOST = """<div class="instrument-host" data-instrument="{kind}" data-model="{number}">
<div class="instrument-place instrument-place--{style}"></div><script type="application/json">{state}</script>
<noscript><img alt="{words}" src="{kind}.svg"></noscript><img class="instrument-print" alt="{words}" src="{kind}.svg">
</div>"""


def main(folder: str, *kinds: str) -> None:
    """Write the page with its scripts, style sheet and still pictures."""
    target, hosts = Path(folder), []
    done = run("trainloop/widgets/js/build.js", target / "build")
    if done.returncode:
        sys.exit(done.stderr)
    copy_files(target, target / "build")
    for number, kind in enumerate(kinds or SAMPLES, start=1):
        widget = SAMPLES[kind].make()
        (target / f"{kind}.svg").write_text(widget.picture().svg, encoding="utf-8")
        model = {"state": widget.get_state()}
        state = state_of(model)
        if data := data_of(model):
            write_beside(target, data)
        parts = {"kind": kind, "number": number, "style": dashed(kind), "state": state, "words": widget.summary()}
        hosts.append(HOST.format(**parts))
    page = PAGE.format(style=STYLE, script=SCRIPT, missing=MISSING, hosts="\n".join(hosts))
    for name in ("gallery.html", "index.html"):
        (target / name).write_text(page, encoding="utf-8")
    print(f"{(target / 'gallery.html').relative_to(ROOT) if target.is_relative_to(ROOT) else target / 'gallery.html'}")


if __name__ == "__main__":
    main(*sys.argv[1:])
