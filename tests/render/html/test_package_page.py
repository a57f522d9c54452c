"""The page of a package: links that lead somewhere, ids that are there once, headings in order, nothing that runs."""

from __future__ import annotations

from itertools import pairwise

import pytest
from lxml import html as lxml_html

from reportgen.document.package import PAGE
from reportgen.render.html.package_page import content_of
from tests.packages import a_package, a_workspace


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return a_package(a_workspace(tmp_path_factory.mktemp("page")), "html").files[PAGE]


def test_every_link_leads_to_an_id_that_is_there_once(page: bytes) -> None:
    root = lxml_html.document_fromstring(page.decode())
    ids = [one.get("id") for one in root.iterfind(".//*[@id]")]
    assert len(ids) == len(set(ids))
    targets = [link.get("href")[1:] for link in root.iterfind(".//a[@href]") if link.get("href").startswith("#")]
    assert {"summary", "part-1", "part-2", "part-3"} <= set(targets) <= {*ids}
    for attribute in ("aria-labelledby", "aria-describedby", "headers", "for"):
        named = [name for one in root.iterfind(f".//*[@{attribute}]") for name in one.get(attribute).split()]
        assert set(named) <= set(ids), attribute


def test_it_has_one_title_and_no_level_is_left_out(page: bytes) -> None:
    root = lxml_html.document_fromstring(page.decode())
    levels = [int(one.tag[1]) for one in root.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert [len(list(root.iter(name))) for name in ("main", "script")] == [1, 0]
    assert len(list(root.iter("style"))) == 1


def test_names_of_a_page_are_changed_wherever_they_stand() -> None:
    held = content_of(
        b"<html><body><nav>x</nav><main id='main'>a<h1 id='a b'>T</h1><a href='#note'>1</a><p id='note'>n</p>"
        b"<svg><use fill='url(#g)'/></svg><table aria-labelledby='note other'></table></main></body></html>",
        "p-",
    )
    assert '<div id="p-main">a<h2 id="p-a b">T</h2><a href="#p-note">1</a><p id="p-note">' in held
    assert "url(#p-g)" in held
    assert 'aria-labelledby="p-note other"' in held
    assert "nav" not in held
