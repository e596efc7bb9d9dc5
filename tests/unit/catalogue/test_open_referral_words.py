"""Descriptions of feeds: hostile HTML, pictures, plain text, and their first words; and records of any shape."""

import re
from dataclasses import astuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.catalogue.operations.entries import _sanitised
from marketplace.catalogue.rules import plain_words, read_records, summary_of
from tests.unit.catalogue.invented import SERVICES, TODAY, VALUES, Json, record

KEPT = re.compile(r'</?(?:p|br|ul|ol|li|strong|em)>|</a>|<a(?: href="(?:https?:|mailto:)[^"<>]*")? rel="[a-z ]+">')


def shown(**told: object) -> str:
    """The description as the page would show it."""
    return _sanitised(record(**told).markup)


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("<p>Walk<script>alert(1)</script></p>", "<p>Walk </p>"),
        ("<p onclick='x' style='y'>Walk</p><img src=x onerror=alert(1)>", "<p>Walk</p>"),
        ("<style>p{}</style><iframe srcdoc='<script>1</script>'></iframe><p>Walk", "<p>Walk</p>"),
        ("<h2>Where</h2><div>River</div>", "<p><strong>Where</strong></p><p>River</p>"),
        ("<b>Bold</b> <i>stress</i><br/>", "<strong>Bold</strong> <em>stress</em><br>"),
        ("<p>&nbsp;</p><p><br>Walk&nbsp;on</p><p><strong></strong></p>", "<p>Walk on</p>"),
        ("<table><tr><td>Mon</td><td>10am</td></tr></table>", "<p>Mon 10am </p>"),
        ("Walk & talk\n\nUnder <5s\nwelcome", "<p>Walk &amp; talk</p><p>Under &lt;5s<br>welcome</p>"),
        ("Tea &amp; cake &lt;script&gt;", "<p>Tea &amp; cake &lt;script&gt;</p>"),
        ("<p>Walk</p><!-- <p>hidden -->", "<p>Walk</p>"),
        ("<p><a href='/sign-out'>out</a> <a href='//evil.example'>there</a></p>", "<p>out there</p>"),
        ("<p><a href='java&#9;script:alert(1)'>run</a></p>", "<p>run</p>"),
        (None, ""),
        (["<p>Walk</p>"], ""),
    ],
)
def test_descriptions_keep_words_and_nothing_that_runs(told: object, kept: str) -> None:
    assert shown(description=told) == kept


def test_links_lead_outside_and_say_so() -> None:
    link = shown(description='<a href="https://lantern.example/?a=1&b=2" onclick="x" target="_blank">Lantern</a>')
    assert link == '<a href="https://lantern.example/?a=1&amp;b=2" rel="nofollow noopener noreferrer">Lantern</a>'
    assert 'href="mailto:walks@lantern.example"' in shown(
        description='<a href="mailto:walks@lantern.example">write</a>'
    )


def test_a_picture_inside_a_description_is_left_out_and_what_follows_is_kept() -> None:
    picture = "A" * 145_000
    told = f'<p>Before</p><img src="data:image/png;base64,{picture}"><p>After</p>'
    assert shown(description=told) == "<p>Before</p><p>After</p>"


def test_a_long_description_is_cut_at_a_word_outside_tags() -> None:
    found = shown(
        description="<ul>" + '<li><a href="https://lantern.example/walks">river walk</a></li>' * 2_000 + "</ul>"
    )
    assert 19_000 < len(found) < 20_200
    assert re.search(r"…(?:</\w+>)*$", found)
    assert re.fullmatch(r"(?:river walk)*(?:river)?…", KEPT.sub("", found))


def test_audiences_and_kinds_of_either_version_are_told_under_the_description() -> None:
    audiences = [{"id": "1", "audienceType": "Parents>Grandparents"}, {"id": "2", "audienceType": "Carers "}]
    term = {"link_type": "eligibility", "taxonomy_term": {"name": "carers"}}
    kinds = [{"taxonomy": {"name": "Walking"}}]
    found = shown(
        pc_targetAudience=audiences,
        attributes=[term],
        service_taxonomys=kinds,
        attending_access="Drop-in",
        alert="Closed on <b>1 April</b>",
    )
    assert plain_words(found).split("\n")[1:] == [
        "Please note: Closed on 1 April",
        "Who it is for: Grandparents, Carers",
        "What kind: Walking",
        "How to get it: Drop-in",
    ]


def test_a_summary_is_plain_words_cut_at_a_word() -> None:
    assert summary_of("<p><strong>About us</strong></p><p>We &amp; you<br>walk.</p>") == "About us. We & you. walk."
    assert summary_of("") == ""
    long = summary_of("<p>" + "river walk " * 60 + "</p>")
    assert len(long) <= 200
    assert long.endswith(("river…", "walk…"))


TAGS = st.sampled_from(
    ["p", "a", "script", "b", "ul", "li", "table", "td", "svg", "style", "h2", "!--", "/p", "/a", "a href="]
)
PIECES = (
    st.text()
    | TAGS.map(lambda tag: f"<{tag}>")
    | st.sampled_from(["<", ">", "&", '"', "&#0;", "javascript:", "\ud800"])
)


@settings(deadline=None)
@given(st.lists(PIECES).map("".join))
def test_any_description_comes_out_clean_and_keeps_its_words(told: str) -> None:
    found = shown(description=told)
    assert "<" not in KEPT.sub("", found)
    assert plain_words(_sanitised(found)) == plain_words(found)
    found.encode()


@settings(deadline=None)
@given(st.lists(SERVICES | VALUES, max_size=4))
def test_any_item_becomes_a_record_or_is_rejected(items: list[Json]) -> None:
    reading = read_records(items, TODAY)
    assert reading.read == len(items)
    for found in reading.records:
        assert found.source_id
        assert found.title
        assert found.organisation
        assert found.url == "" or found.url.lower().startswith(("http://", "https://"))
        _sanitised(found.markup).encode()
        for words in (value for value in astuple(found) if isinstance(value, str)):
            assert "\x00" not in words.encode().decode()
