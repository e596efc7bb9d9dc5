"""Files that are feeds, and files that are not: one sentence for each."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.catalogue.rules import MOST_BYTES, FeedRefused, feed_name, open_feed
from tests.unit.catalogue.invented import VALUES, in_bytes, page_v1, page_v3, service

LOWERED = {"totalelements": 0, "totalpages": 0, "number": 1, "size": 2, "first": True, "last": False, "content": []}


@pytest.mark.parametrize(
    ("document", "count"),
    [
        (page_v3(service()), 1),
        (page_v1(service()), 1),
        ([service(), service(id="2")], 2),
        (service(), 1),
        (LOWERED, 0),
        ([], 0),
        ({"totalpages": 1, "CONTENT": [service()]}, 1),
    ],
)
def test_both_versions_a_bare_list_and_one_service_are_taken(document: object, count: int) -> None:
    page = open_feed(in_bytes(document))
    assert (len(page.items), page.only) == (count, "")


def test_a_byte_order_mark_is_passed_over() -> None:
    assert len(open_feed(b"\xef\xbb\xbf" + in_bytes([service()])).items) == 1


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (page_v3(service(), pages=3), "page 1 of 3"),
        (page_v1(service(), pages=1500, page=7), "page 7 of 1500"),
        ({"totalpages": 4, "number": 0, "content": [service()]}, "page 1 of 4"),
        ({"total_pages": -3, "page_number": "x", "contents": []}, ""),
    ],
)
def test_a_file_that_names_more_pages_says_so(document: object, said: str) -> None:
    assert open_feed(in_bytes(document)).only == said


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty."),
        (b" \n ", "The file is empty."),
        (b"{'contents': []}", "not JSON: it cannot be read at line 1, column 2"),
        (b'{"contents": []} and more', "not JSON"),
        (b"<!doctype html><title>Sorry</title>", "looks like a web page"),
        ("[{}]".encode("utf-16"), "not UTF-8"),
        ("[{}]".encode("utf-16-le"), "not UTF-8"),
        ('[{"name": "Café"}]'.encode("latin-1"), "not UTF-8"),
        (in_bytes([service()])[:60], "cut off: it ends in the middle, at line 1"),
        ('[{"name": "Café'.encode()[:-1], "cut off"),
        (b"[1, 2]", "a list, but not one of services"),
        (b'"words"', "not a feed of services"),
        (b"3", "not a feed of services"),
        (in_bytes({"version": "HSDS-UK-3.0", "profile": "p", "openapi_url": "o"}), "not a feed of services"),
        (in_bytes({"id": "1", "name": "A taxonomy", "description": ""}), "not a feed of services"),
        (in_bytes({"error": "not found", "message": "no"}), "not a feed of services"),
        (b'{"contents": {"a": 1}}', "its contents are not a list"),
        (b'{"content": null}', "its contents are not a list"),
        (b'[{"minimum_age": NaN}]', "it holds NaN, which is not a number"),
        (b'[{"minimum_age": -Infinity}]', "it holds -Infinity"),
        (b'[{"minimum_age": 1e999}]', "a number that is too large: 1e999"),
        (b'[{"minimum_age": ' + b"9" * 5000 + b"}]", "a number that is too large: it has 5,000 digits"),
        (b"[" * 100_000 + b"]" * 100_000, "nested too deeply"),
        (b'{"contents":' * 5_000, "nested too deeply"),
        (b"[" + b"{}," * 100_000 + b"{}]", "more than 100,000 records"),
        (b" " * (MOST_BYTES + 1), "too large: the most that is taken at once is 50 MB"),
    ],
)
def test_anything_else_is_refused_in_one_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(FeedRefused, match=re.escape(sentence)) as refused:
        open_feed(data)
    assert refused.value.message.endswith(".")


def test_a_feed_has_a_name() -> None:
    assert feed_name(" North\n council ") == "North council"
    with pytest.raises(FeedRefused, match="Give the feed a name"):
        feed_name(" \x00 ")


ENVELOPES = VALUES | st.builds(lambda name, held: {name: held}, st.sampled_from(["content", "contents"]), VALUES)


def opens_or_is_refused(data: bytes) -> bool:
    """Whether a file is taken; nothing but the named refusal may come of it otherwise."""
    try:
        open_feed(data)
    except FeedRefused:
        return False
    return True


@settings(deadline=None)
@given(ENVELOPES)
def test_any_json_is_taken_or_refused(document: object) -> None:
    opens_or_is_refused(json.dumps(document).encode())


@settings(deadline=None)
@given(st.binary() | st.text().map(str.encode) | st.text(alphabet='[]{}",:\\tfn0eE-. ').map(str.encode))
def test_any_bytes_are_taken_or_refused(data: bytes) -> None:
    opens_or_is_refused(data)


SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()


@settings(deadline=None)
@given(st.lists(st.dictionaries(st.text(max_size=5), SCALARS, max_size=4), min_size=1), st.booleans(), st.data())
def test_a_file_cut_anywhere_is_said_to_be_cut_off(document: object, escaped: bool, data: st.DataObject) -> None:
    whole = json.dumps(document, ensure_ascii=escaped).encode()
    with pytest.raises(FeedRefused, match="cut off"):
        open_feed(whole[: data.draw(st.integers(1, len(whole) - 1))])
