"""What the pages of all reports are held to: valid, closed, each picture with a name and words."""

import re
from xml.etree.ElementTree import Element

import html5lib

HTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"
FOREIGN = ("script", "link", "img", "iframe", "object", "base", "form")


def parsed(page: str) -> Element:
    """The page as a tree; a fault against the HTML standard is an error."""
    tree: Element = html5lib.HTMLParser(strict=True).parse(page)
    return tree


def elements(page: str) -> list[Element]:
    """The page's elements in their order."""
    return [it for it in parsed(page).iter() if isinstance(it.tag, str)]


def assert_closed(page: str) -> None:
    """Nothing comes from elsewhere or does anything, and whatever is referred to is there, once."""
    all = elements(page)
    assert not {it.tag for it in all} & {f"{HTML}{it}" for it in FOREIGN}
    assert not re.search(r"url\(|@import|https?:", page)
    assert not [name for it in all for name in it.attrib if str(name).startswith("on")]
    ids = [it.get("id") for it in all if it.get("id")]
    assert len(ids) == len(set(ids))
    for element in all:
        assert set((element.get("aria-labelledby") or "").split()) <= set(ids)
        if (href := element.get("href")) is not None:
            assert href[:1] == "#"
            assert href[1:] in ids


def assert_named(chart: Element) -> None:
    """A picture has a name and words for who can't see it."""
    name, words = chart.find(f"{SVG}title"), chart.find(f"{SVG}desc")
    assert name is not None
    assert words is not None
    assert name.text
    assert words.text
    assert chart.get("role") == "img"
    assert chart.get("aria-labelledby") == f"{name.get('id')} {words.get('id')}"
