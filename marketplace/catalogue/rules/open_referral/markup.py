"""Descriptions of entries as words: HTML made plain, summed up, or tidied before it is sanitised."""

import html
import re

SUMMARY = 200  # characters
MOST_RAW = 50_000  # characters of a description that are looked at; real ones hold whole pictures
MOST_DESCRIPTION = 20_000  # characters of sanitised HTML that are kept

# Control characters, halves of characters, and those that turn the direction of text around.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b[^<>]*>")
_SCRIPT = re.compile(
    r"<(script|style|title|template|noscript)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL | re.IGNORECASE
)
_DATA_URI = re.compile(r"data:[\w/+.-]*;base64,[A-Za-z0-9+/=\s]*")
_BLOCK = frozenset(
    {"address", "article", "blockquote", "br", "dd", "div", "dt", "li", "ol", "p", "section", "tr", "ul"}
)
_HEADING = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_KEPT = frozenset({"a", "br", "em", "li", "ol", "p", "strong", "ul"})
_SAME = {"b": "strong", "i": "em"}
_KNOWN = _BLOCK | _HEADING | _KEPT | frozenset(_SAME) | {"span", "script", "style", "img", "table", "td", "u", "font"}
_NOWHERE = re.compile(r'<a rel="[^"]*">(.*?)</a>', re.DOTALL)  # a link whose address was not let through
_LEADING = re.compile(r"<(p|li)>(?:\s|<br>)+")
_EMPTY = re.compile(r"<(p|li|strong|em|a)\b[^<>]*>(?:\s|<br>)*</\1>")


def plain_words(markup: str) -> str:
    """The words of HTML, one line for each block, without tags and entities."""
    seen = _SCRIPT.sub(" ", markup)
    flat = _TAG.sub(lambda tag: "\n" if tag[2].lower() in _BLOCK | _HEADING else "", seen)
    lines = (" ".join(line.split()) for line in html.unescape(flat).split("\n"))
    return "\n".join(line for line in lines if line)


def summary_of(markup: str, most: int = SUMMARY) -> str:
    """The first words of HTML on one line, at most so many characters, cut at a word."""
    lines = plain_words(markup).split("\n")
    said = (line if line[-1:] in ".,:;!?…" else f"{line}." for line in lines[:-1] if line)
    return cut_words(" ".join([*said, lines[-1]]), most)


def cut_words(words: str, most: int) -> str:
    """Words cut at a space, with an ellipsis, when they are longer than so many characters."""
    if len(words) <= most:
        return words
    head = words[: most - 1]
    space = head.rfind(" ")
    return (head[:space] if space > most // 2 else head).rstrip(" ,.;:-(") + "…"


def tidied(told: str) -> str:
    """HTML of paragraphs, lists and links, from HTML or plain text as told. Not safe until it is sanitised."""
    seen = _SCRIPT.sub(" ", told)[:MOST_RAW]
    if not any(tag[2].lower() in _KNOWN for tag in _TAG.finditer(seen)):
        return paragraphs(html.unescape(seen))
    return _TAG.sub(_tag, seen)


def without_unseen(words: str) -> str:
    """Words without the characters that nobody sees: control characters, half characters, changes of direction."""
    return _UNSEEN.sub("", words)


def without_pictures(told: str) -> str:
    """HTML without the pictures that stand inside it as text."""
    return _DATA_URI.sub("", told)


def paragraphs(words: str) -> str:
    """Plain text as HTML: an empty line parts paragraphs."""
    parts = (html.escape(part.strip()).replace("\n", "<br>") for part in re.split(r"\n\s*\n", words))
    return "".join(f"<p>{part}</p>" for part in parts if part)


def headed(heading: str, words: str) -> str:
    """A paragraph of plain words under a heading of its own."""
    return f"<p><strong>{html.escape(heading)}:</strong> {html.escape(words)}</p>"


def cut_markup(clean: str, most: int = MOST_DESCRIPTION) -> str:
    """Sanitised HTML without empty elements, cut outside tags at a word; tags that it leaves open are to be closed."""
    clean = _NOWHERE.sub(r"\1", without_unseen(clean).replace("&nbsp;", " "))
    for _ in range(3):  # one empty element may hold another
        clean = _EMPTY.sub("", clean)
    clean = " ".join(_LEADING.sub(r"<\1>", clean).split())
    if len(clean) <= most:
        return clean
    head = clean[:most]
    if head.rfind("<") > head.rfind(">"):
        head = head[: head.rfind("<")]
    return head[: max(head.rfind(" "), head.rfind(">") + 1)] + "…"


def _tag(found: re.Match[str]) -> str:
    """One tag as the nearest one that is kept: a heading is a strong paragraph, a cell a space."""
    closing, name = found[1], _SAME.get(found[2].lower(), found[2].lower())
    if name in _HEADING:
        return "</strong></p>" if closing else "<p><strong>"
    if name in _KEPT:
        return found[0] if name == "a" else f"<{closing}{name}>"
    if name in _BLOCK:
        return "</p>" if closing else "<p>"
    return " " if name in {"td", "th"} else ""
