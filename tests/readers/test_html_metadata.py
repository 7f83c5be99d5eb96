"""Days of publication from every place where pages write them, and pictures that pages load late."""

from __future__ import annotations

import json

import pytest
from web_files import html

from grantdocs.model.document import Document
from grantdocs.readers import read


def page(body: str, head: str = "") -> Document:
    return read(html(body, head))


def linked(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


@pytest.mark.parametrize(
    "name",
    """article:published_time og:article:published_time og:published_time article.published datePublished date
    parsely-pub-date sailthru.date DC.date.issued dc.date.published DCTERMS.issued dcterms.available DC.date dcterms.date
    dc.date.created DCTERMS.created pubdate publishdate publish_date publish-date publication_date
    citation_publication_date cXenseParse:recs:publishtime""".split(),
)
@pytest.mark.parametrize("key", ["name", "property", "itemprop"])
def test_days_in_the_head(name: str, key: str) -> None:
    assert page("<p>x</p>", f'<meta {key}="{name}" content="2021-03-05T10:00:00+02:00">').published == "2021-03-05"


@pytest.mark.parametrize(
    "written",
    ["2021-03-05", "2021-03-05 10:00", " 2021-03-05T23:59:00Z", "20210305", "2021/03/05", "2021.03.05", "Fri, 05 Mar 2021 10:00:00 +0200"],
)  # fmt: skip
def test_notations_of_days(written: str) -> None:
    assert page("<p>x</p>", f'<meta name="date" content="{written}">').published == "2021-03-05"


@pytest.mark.parametrize(
    "written",
    ["", "05.03.2021", "03/05/2021", "2021-13-05", "2021-03-32", "2021-03", "2021", "1521-03-05", "5 March 2021", "Xyz, 05 Mar", "2021-03-051"],
)  # fmt: skip
def test_notations_that_leave_the_day_open(written: str) -> None:
    assert page("<p>x</p>", f'<meta name="date" content="{written}">').published is None


@pytest.mark.parametrize(
    "data",
    [
        {"@type": "NewsArticle", "datePublished": "2021-03-05T10:00:00+02:00"},
        [{"@type": "Organization"}, {"@type": "WebPage", "datePublished": "2021-03-05"}],
        {"@graph": [{"@type": "WebSite"}, {"@type": "Article", "datePublished": "2021-03-05"}]},
        {"@type": "WebPage", "mainEntity": {"@type": "BlogPosting", "datePublished": "2021-03-05"}},
    ],
)
def test_days_in_linked_data(data: object) -> None:
    assert page("<p>x</p>", linked(data)).published == "2021-03-05"


@pytest.mark.parametrize(
    "data",
    [
        {"@type": "ItemList", "itemListElement": [{"@type": "Article", "datePublished": "2021-03-05"}]},
        {"@type": "WebPage", "relatedLink": {"datePublished": "2021-03-05"}},
        {"@type": "WebPage", "comment": [{"datePublished": "2021-03-05"}]},
        {"@type": "WebPage", "image": {"datePublished": "2021-03-05"}},
        {"@type": "WebPage", "dateModified": "2021-03-05"},
        {"datePublished": 20210305},
        {"datePublished": ["2021-03-05"]},
        "2021-03-05",
        None,
    ],
)
def test_days_of_other_things_in_linked_data(data: object) -> None:
    assert page("<p>x</p>", linked(data)).published is None


@pytest.mark.parametrize(
    "body",
    [
        '<time itemprop="datePublished" datetime="2021-03-05T10:00">x</time><time datetime="2020-01-01">y</time>',
        '<meta itemprop="datePublished" content="2021-03-05">',
        '<span itemprop="datePublished">2021-03-05</span>',
        '<span property="schema:datePublished" content="2021-03-05">x</span>',
        '<span property="dc:date dc:created" content="2021-03-05T10:00:00+02:00" datatype="xsd:dateTime">x</span>',
        '<abbr class="published" title="2021-03-05T10:00:00">5 March</abbr>',
        '<time class="dt-published" datetime="2021-03-05">x</time><time datetime="2020-01-01">y</time>',
        '<time pubdate datetime="2021-03-05" class="pubdate">x</time><time datetime="2020-01-01">y</time>',
        '<time class="post-date" datetime="2021-03-05">x</time><time class="updated" datetime="2020-01-01">y</time>',
    ],
)
def test_days_on_the_page(body: str) -> None:
    assert page(body).published == "2021-03-05"


def test_the_head_comes_first() -> None:
    head = '<meta property="article:published_time" content="2021-03-05">' + linked({"datePublished": "2020-01-01"})
    assert page('<time datetime="2019-01-01">x</time>', head).published == "2021-03-05"


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ('<img src="placeholder.gif" data-src="img/eu-flag.png">', "eu-flag.png"),
        ('<img data-lazy-src="eu-flag.png">', "eu-flag.png"),
        ('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-original="eu-flag.png?x=1">', "eu-flag.png"),
        ('<img src="data:image/svg+xml,%3Csvg/%3E" data-srcset="eu-flag.png 300w, b.png 600w">', "eu-flag.png"),
        ('<img src="1x1.png" srcset="eu-flag.png 1x, b.png 2x">', "eu-flag.png"),
        ('<picture><source srcset="eu-flag.webp" type="image/webp"><img alt=""></picture>', "eu-flag.webp"),
        ('<picture><source data-srcset="eu-flag.webp 1x"><img alt=""></picture>', "eu-flag.webp"),
        ('<img src="eu-flag.png" data-src="other.png">', "eu-flag.png"),
        ('<img src="lazy-river.png" data-src="other.png">', "other.png"),
        ('<noscript><img src="eu-flag.png"></noscript>', "eu-flag.png"),
        ('<img data-src="eu-flag.png"><noscript><img src="eu-flag.png"></noscript>', "eu-flag.png"),
        ('<input type="image" src="eu-flag.png">', "eu-flag.png"),
        ('<svg><image href="eu-flag.png"/></svg>', "eu-flag.png"),
    ],
)
def test_pictures_loaded_late(body: str, name: str) -> None:
    assert [image.name for image in page(f"<p>x</p>{body}").images if image.name] == [name]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param(
            '<meta property="article:modified_time" content="2021-03-05T10:00:00+02:00">', "2021-03-05", id="meta"
        ),
        pytest.param('<meta property="og:updated_time" content="2021-03-05">', "2021-03-05", id="open graph"),
        pytest.param(
            '<meta property="article:modified_time" content="2021-03-05"><meta name="DCTERMS.modified" '
            'content="2021-04-01">',
            "2021-04-01",
            id="the latest",
        ),
        pytest.param('<meta property="article:published_time" content="2021-03-05">', None, id="published only"),
    ],
)
def test_day_of_the_last_change(head: str, expected: str | None) -> None:
    assert page("<p>x</p>", head).modified == expected


def test_linked_data_tell_the_last_change() -> None:
    assert (
        page("<p>x</p>", linked({"@type": "WebPage", "dateModified": "2021-03-05T10:00:00Z"})).modified == "2021-03-05"
    )
