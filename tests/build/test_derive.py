"""The notebook of a chapter: cells, ids, and what is translated for Jupyter."""

from __future__ import annotations

import nbformat
import pytest

from tests.build.conftest import Tiny
from web import derive, install
from web.citations import Bibliography, CitationError
from web.manuscript import Page


def derived(tiny: Tiny) -> nbformat.NotebookNode:
    page = derive.sources(tiny)["loop/tiny"]
    return derive.notebook(tiny, "loop/tiny", page, Bibliography(tiny.bibliography))


def prose(tiny: Tiny) -> str:
    return "\n\n".join(cell.source for cell in derived(tiny).cells if cell.cell_type == "markdown")


def set_config(tiny: Tiny, old: str, new: str) -> Tiny:
    text = tiny.config.read_text(encoding="utf-8")
    assert old in text
    tiny.config.write_text(text.replace(old, new), encoding="utf-8")
    return tiny.again()


def test_is_a_valid_notebook_with_the_chapters_metadata(tiny: Tiny) -> None:
    notebook = derived(tiny)
    nbformat.validate(notebook)
    assert notebook.metadata.description == "A chapter of three cells."
    assert notebook.metadata.chapter.minutes == {"read": 1, "play": 2, "practice": 3}
    assert "jupytext" not in notebook.metadata
    assert [c.source for c in notebook.cells if c.cell_type == "code"][1:] == [
        'print("the sum is", 19 + 23)',
        "object()",
    ]


def test_the_same_manuscript_gives_the_same_bytes(tiny: Tiny) -> None:
    assert nbformat.writes(derived(tiny)) == nbformat.writes(derived(tiny))


def test_ids_are_unique_and_survive_edits_elsewhere(tiny: Tiny) -> None:
    before = {cell.source: cell.id for cell in derived(tiny).cells}
    assert len(set(before.values())) == len(before)
    tiny.change("loop/tiny", "## Middle\n", "## New\n\n```{code-cell} ipython3\n1 + 1\n```\n\n## Middle\n")
    after = {cell.source: cell.id for cell in derived(tiny).cells}
    kept = {source for source in before if before[source] == after.get(source)}
    assert {'print("the sum is", 19 + 23)', "object()"} <= kept


def test_at_a_glance_is_written_out(tiny: Tiny) -> None:
    text = prose(tiny)
    assert "{at-a-glance}" not in text
    assert "1 minutes to read, 2 to play, 3 to practice" in text
    assert "- *apply*: add two numbers" in text


def test_citations_are_written_out_with_their_links(tiny: Tiny) -> None:
    kingma = "https://arxiv.org/abs/1412.6980"
    assert f"[Kingma and Ba (2015)]({kingma}) say it" in prose(tiny)
    assert f"others too ([Muth, 1960](https://doi.org/10.1/x); [Kingma and Ba, 2015]({kingma}))" in prose(tiny)


def test_unknown_citation_is_refused(tiny: Tiny) -> None:
    with pytest.raises(CitationError, match=r"'nobody' is not in references\.bib"):
        Bibliography(tiny.bibliography).resolve("{cite:p}`nobody`")


def test_many_authors(tiny: Tiny) -> None:
    tiny.bibliography.write_text(
        "@misc{a, author={One, A. and Two, B. and Three, C.}, year={2020}, url={https://example.org}}\n"
        "@misc{b, author={{A Team}}, year={2021}}\n@misc{c, author={van der Berg, Jan and others}, year={2022}}\n"
    )
    works = Bibliography(tiny.bibliography)
    assert works.resolve("{cite:t}`a`") == "[One et al. (2020)](https://example.org)"
    assert works.resolve("{cite:t}`b`, {cite:t}`c`") == "A Team (2021), van der Berg et al. (2022)"


def test_links_lead_into_the_clone(tiny: Tiny) -> None:
    assert "[first page](../../book/index.md)" in prose(tiny)
    assert "[middle](#Middle)" in prose(tiny)


def test_links_lead_to_the_site_where_there_is_one(tiny: Tiny) -> None:
    tiny = set_config(tiny, 'baseurl: ""', 'baseurl: "https://example.org/book/"')
    assert "[first page](https://example.org/book/index.html)" in prose(tiny)


def test_links_to_chapters_lead_to_notebooks(tiny: Tiny) -> None:
    tiny.toc.write_text(tiny.toc.read_text() + "      - file: loop/other\n")
    chapter = tiny.manuscript("loop/tiny").read_text(encoding="utf-8")
    tiny.manuscript("loop/other").write_text(chapter.replace("# Tiny", "# Other").replace("The end", "Its last part"))
    tiny.add("loop/tiny", "\nSee [other](other.md), [its end](other.md#its-last-part).\n")
    assert "See [other](other.ipynb), [its end](other.ipynb#Its-last-part)." in prose(tiny.again())


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ((), "../.."),
        (('\n  url: ""', '\n  url: "https://example.org/a/b"'), "git+https://example.org/a/b"),
        (('baseurl: ""', 'baseurl: "https://example.org/b"'), "https://example.org/b/packages/{wheel}"),
    ],
)
def test_setup_installs_from_where_the_package_is(tiny: Tiny, setting: tuple[str, str], expected: str) -> None:
    tiny = set_config(tiny, *setting) if setting else tiny
    source = next(cell.source for cell in derived(tiny).cells if cell.cell_type == "code")
    assert f"%pip install --quiet {expected.format(wheel=install.wheel_name(tiny))}" in source
    assert install.wheel_name(tiny).startswith("trainloop-")


def test_solutions_are_folded_in_the_notebook_only(tiny: Tiny) -> None:
    tiny.add("loop/tiny", "\n```{code-cell} ipython3\n:tags: [solution]\n\n42\n```\n")
    (solution,) = (cell for cell in derived(tiny).cells if "solution" in cell.metadata.get("tags", []))
    assert solution.metadata.jupyter.source_hidden is True
    page = Page.read(tiny.manuscript("loop/tiny"))
    assert all("jupyter" not in cell.metadata for cell in page.notebook.cells)
