"""The parts of the site that need no browser: launch links, addresses, contents, sizes, style sheet."""

from pathlib import Path
from typing import Any

import pytest
from sphinx.errors import ConfigError

from web.extensions import assets, figures, launch, metadata, movements

NOTEBOOK = "notebooks/optimizers/adam.ipynb"
BUTTONS = {
    "colab_url": "https://colab.research.google.com",
    "binderhub_url": "https://mybinder.org",
    "jupyterhub_url": "https://hub.example.edu/",
}


def options(url: str, **changes: Any) -> dict[str, Any]:
    """Theme options as Jupyter Book passes them."""
    return {"repository_url": url, "repository_branch": "main", "launch_buttons": {**BUTTONS, **changes}}


def test_no_launch_button_without_a_repository() -> None:
    assert launch.services(options("")).links(NOTEBOOK) == []
    assert launch.services({}).links(NOTEBOOK) == []


def test_launch_buttons_with_a_repository() -> None:
    links = dict(launch.services(options("https://github.com/ada/course")).links(NOTEBOOK))
    assert links == {
        "Colab": "https://colab.research.google.com/github/ada/course/blob/main/notebooks/optimizers/adam.ipynb",
        "Binder": "https://mybinder.org/v2/gh/ada/course/main?urlpath=lab%2Ftree%2Fnotebooks%2Foptimizers%2Fadam.ipynb",
        "JupyterHub": "https://hub.example.edu/hub/user-redirect/git-pull?repo=https%3A%2F%2Fgithub.com%2Fada%2Fcourse"
        "&branch=main&urlpath=lab%2Ftree%2Fcourse%2Fnotebooks%2Foptimizers%2Fadam.ipynb",
    }


def test_an_empty_address_removes_its_button() -> None:
    found = launch.services(options("https://github.com/ada/course.git", binderhub_url="", jupyterhub_url=None))
    assert [label for label, _ in found.links(NOTEBOOK)] == ["Colab"]


def test_another_host_has_only_the_hub() -> None:
    found = launch.services(options("https://git.example.edu/ada/course")).links(NOTEBOOK)
    assert [label for label, _ in found] == ["JupyterHub"]


def test_a_repository_must_be_an_https_address() -> None:
    with pytest.raises(ConfigError, match=r"repository\.url.*'git@example'.*https"):
        launch.services(options("git@example"))


@pytest.mark.parametrize(
    ("base", "page", "expected"),
    [
        ("", "index", "/"),
        ("", "optimizers/adam", "/optimizers/adam.html"),
        ("https://example.org/course", "index", "https://example.org/course/"),
        ("https://example.org/course/", "loop/x", "https://example.org/course/loop/x.html"),
    ],
)
def test_addresses_are_absolute_once_the_site_has_one(base: str, page: str, expected: str) -> None:
    assert metadata.address(base, page) == expected
    assert f"<loc>{expected}</loc>" in metadata.site_map(base, [page])


def test_robots_name_the_site_map_where_its_address_is_known() -> None:
    assert "Sitemap" not in metadata.robots("")
    assert "Sitemap: https://example.org/c/sitemap.xml" in metadata.robots("https://example.org/c/")


def test_description_falls_back_and_is_cut_at_a_word() -> None:
    from docutils import nodes, utils

    page = utils.new_document("page")
    page += nodes.paragraph("", "word " * 100)
    cut = metadata.page_description({}, page, "title")
    assert cut.endswith("word…")
    assert len(cut) <= metadata.LONGEST_DESCRIPTION + 1
    assert metadata.page_description({"description": " own "}, page, "title") == "own"
    assert metadata.page_description({}, None, "title") == "title"


def contents(*titles: str) -> str:
    """A page's contents as Sphinx writes them."""
    items = "".join(f'<li><a class="reference internal" href="#{i}">{t}</a></li>' for i, t in enumerate(titles))
    return f'<ul><li><a class="reference internal" href="#">Page</a><ul>{items}</ul></li></ul>'


def test_contents_of_a_chapter_are_grouped_in_order() -> None:
    titles = [title for group in movements.MOVEMENTS.values() for title in group]
    grouped = movements.group_contents(contents(*titles))
    positions = [grouped.index(f"<span>{name}</span>") for name in movements.MOVEMENTS]
    assert positions == sorted(positions)
    assert [grouped.index(f">{title}</a>") for title in titles] == sorted(grouped.index(f">{t}</a>") for t in titles)
    assert grouped.count("<li") == len(titles) + len(movements.MOVEMENTS) + 1


def test_contents_of_other_pages_stay() -> None:
    for titles in ((), ("Symbols", "Conventions"), ("Quiz", "Something else")):
        assert movements.group_contents(contents(*titles)) == contents(*titles)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<svg height="259.2pt" version="1.1" viewBox="0 0 504 259.2" width="504pt">', (672, 346)),
        ('<svg width="640" height="320px">', (640, 320)),
        ('<svg viewBox="0 0 1 1">', None),
        ('<svg stroke-width="3" viewBox="0 0 1 1">', None),
    ],
)
def test_size_of_a_picture(tmp_path: Path, head: str, expected: tuple[int, int] | None) -> None:
    picture = tmp_path / "picture.svg"
    picture.write_text(f'<?xml version="1.0"?>\n{head}</svg>', encoding="utf-8")
    assert figures.svg_size(picture) == expected


def test_minified_styles_keep_their_meaning() -> None:
    css = "/* say */\na  >  b ,\nc { color : red ; margin: 0 auto; }\n@media (min-width: 63em) { d { x: calc(1px + 2px); } }"
    assert assets.minified(css) == "a>b,c{color : red;margin: 0 auto}@media (min-width: 63em){d{x: calc(1px + 2px)}}"


@pytest.mark.parametrize(
    ("name", "dropped"),
    [
        ("_static/documentation_options.js", True),
        ("scripts/furo.js?digest=1", True),
        ("katex_autorenderer.js", True),
        ("_static/instruments.page.js", False),
        ("my-furo.js", False),
    ],
)
def test_only_known_scripts_are_dropped(name: str, dropped: bool) -> None:
    assert bool(assets.JOINED_OR_UNUSED.search(name.split("?")[0])) is dropped
