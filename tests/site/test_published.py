"""A tiny book with a public home, and one without: what its pages say of other places; and faults that stop a build."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.build.conftest import Tiny, write_tiny
from web import site as site_builder
from web.__main__ import main

REPOSITORY, ADDRESS = "https://github.com/ada/course", "https://ada.github.io/course"


def build(tiny: Tiny) -> int:
    return main(["--project", str(tiny.root), "book"])


def page(tiny: Tiny, name: str) -> BeautifulSoup:
    return BeautifulSoup((tiny.site / name).read_text(encoding="utf-8"), "html.parser")


@pytest.fixture(scope="module")
def private(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    tiny = write_tiny(tmp_path_factory.mktemp("private"))
    assert build(tiny) == 0
    return tiny


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory, private: Tiny) -> Tiny:
    tiny = write_tiny(tmp_path_factory.mktemp("public"))
    settings = tiny.config.read_text(encoding="utf-8")
    for old, new in (('\n  url: ""', f'\n  url: "{REPOSITORY}"'), ('\n  baseurl: ""', f'\n  baseurl: "{ADDRESS}"')):
        assert old in settings
        settings = settings.replace(old, new)
    tiny.config.write_text(settings, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(site_builder, "publish_package", lambda project: None)  # the tiny book has no package
        assert build(tiny) == 0
    return tiny


def test_launch_buttons_stand_only_where_a_repository_is_set(private: Tiny, public: Tiny) -> None:
    assert page(private, "loop/tiny.html").select(".notebook-launch") == []
    links = {link.get_text(): str(link["href"]) for link in page(public, "loop/tiny.html").select(".notebook-launch")}
    assert list(links) == ["Open in Colab", "Open in Binder"]
    assert links["Open in Colab"].endswith("/github/ada/course/blob/main/notebooks/loop/tiny.ipynb")
    assert page(public, "index.html").select(".notebook-links") == []


def test_the_download_needs_no_repository(private: Tiny) -> None:
    link = page(private, "loop/tiny.html").select_one(".notebook-download")
    assert link is not None
    assert (private.site / "loop" / str(link["href"])).resolve() == (
        private.site / "notebooks/loop/tiny.ipynb"
    ).resolve()
    assert (private.site / "notebooks/loop/tiny.ipynb").read_bytes() == private.notebook("loop/tiny").read_bytes()


def test_addresses_are_absolute_only_where_the_site_has_one(private: Tiny, public: Tiny) -> None:
    assert page(private, "loop/tiny.html").select('link[rel="canonical"], meta[property="og:url"]') == []
    shown = page(public, "loop/tiny.html")
    canonical = shown.select_one('link[rel="canonical"]')
    assert canonical is not None and canonical["href"] == f"{ADDRESS}/loop/tiny.html"
    image = shown.select_one('meta[property="og:image"]')
    assert image is not None and str(image["content"]).startswith(f"{ADDRESS}/_static/")
    assert f"<loc>{ADDRESS}/loop/tiny.html</loc>" in (public.site / "sitemap.xml").read_text(encoding="utf-8")
    assert "<loc>/loop/tiny.html</loc>" in (private.site / "sitemap.xml").read_text(encoding="utf-8")
    assert f"{ADDRESS}/sitemap.xml" in (public.site / "robots.txt").read_text(encoding="utf-8")
    home = page(public, "404.html").select_one("#ways a")
    assert home is not None and home["href"] == f"{ADDRESS}/"


def test_the_site_names_no_other_host_by_itself(private: Tiny) -> None:
    for path in private.site.rglob("*.html"):
        shown = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        loaded = [*shown.select("script[src]"), *shown.select("img[src]"), *shown.select("link[href]")]
        addresses = [str(tag.get("src") or tag.get("href")) for tag in loaded]
        assert not [each for each in addresses if "://" in each]
    assert "http" not in (private.site / "_static" / "site.css").read_text(encoding="utf-8").replace(
        "http://www.w3.org/", ""
    )


def test_a_faulty_formula_stops_the_build_and_is_named(
    private: Tiny, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(private.root, tmp_path / "faulty")
    faulty = Tiny(tmp_path / "faulty")
    faulty.add("loop/tiny", "\nBroken: $\\frac{1}{$.\n")
    assert build(faulty) == 1
    error = capsys.readouterr().err
    assert "loop/tiny.md" in error
    assert r"KaTeX refuses $\frac{1}{$" in error
