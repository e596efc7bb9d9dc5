"""Reading a remittance file: everything that is wrong with one is named line by line, and then nothing of it counts."""

from datetime import date

import pytest

from marketplace.purchasing.rules.remittances import (
    MOST_BYTES,
    MOST_ROWS,
    MOST_TOLD,
    Owed,
    PaidRow,
    Problem,
    RemittanceRefused,
    problem_of,
    read,
)

TODAY = date(2026, 4, 20)
HEAD = "reference,pence,date,currency\n"
GOOD = "2603ABCDEF-1,1250,2026-04-17,GBP\n"


def told(sent: bytes | str) -> tuple[str, ...]:
    """What a file is refused with: the message, then each line."""
    with pytest.raises(RemittanceRefused) as refused:
        read(sent if isinstance(sent, bytes) else sent.encode(), TODAY)
    assert refused.value.message.endswith("Nothing was marked as paid.")
    return (refused.value.message, *refused.value.lines)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (",1250,2026-04-17,GBP", "there is no reference"),
        (f"{'A' * 61},1250,2026-04-17,GBP", "the reference cannot be read"),
        ("A\u200b1,1250,2026-04-17,GBP", "the reference cannot be read"),
        *(
            (f"A-1,{sum_},2026-04-17,GBP", "whole pence")
            for sum_ in ("", "12.50", "-1", "0", "+5", "1e3", "£5", "\uff11\uff12")
        ),
        (f"A-1,{10**12},2026-04-17,GBP", "whole pence"),
        *((f"A-1,5,{day},GBP", "write the date") for day in ("", "2026-02-30", "17 April", "04/17/2026", "20260417")),
        ("A-1,5,2026-04-21,GBP", "still to come"),
        ("A-1,5,2026-04-17,EUR", "currency must be GBP"),
        ("A-1,5,2026-04-17,", "currency must be GBP"),
    ],
)
def test_each_line_that_cannot_be_right_is_named(row: str, words: str) -> None:
    message, *lines = told(f"{HEAD}{GOOD}{row}\n")
    assert "Mend them and send the whole file" in message
    (line,) = lines
    assert line.startswith("Line 3: ")
    assert words in line


def test_a_reference_twice_and_two_currencies_are_named_with_their_lines() -> None:
    _, *lines = told(f"{HEAD}{GOOD}B-1,5,2026-04-17,USD\n\n2603abcdef-1,7,2026-04-17,gbp\n")
    assert lines == ["Line 3: the currency must be GBP on every line.", "Line 5: 2603ABCDEF-1 is on line 2 too."]


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (b"", "must name these columns"),
        (b"\xef\xbb\xbf", "must name these columns"),
        (GOOD.encode(), "must name these columns"),
        (HEAD.replace(",", ";").encode(), "must name these columns"),
        (f"{HEAD[:-1]},name\n{GOOD}".encode(), "must name these columns"),
        (HEAD.encode(), "no payment"),
        (f"{HEAD}\n , ,,\n".encode(), "no payment"),
        (HEAD.encode() + b"A-1,5,2026-04-17,GBP\nCaf\xe9,5,2026-04-17,GBP", "not in UTF-8"),
        ((HEAD + GOOD).encode("utf-16"), "not in UTF-8"),
        ((HEAD + GOOD).encode("utf-16-le"), "not text"),
        (f'{HEAD}"A-1,5,2026-04-17,GBP'.encode(), "not CSV"),
        (f'{HEAD}"A"-1,5,2026-04-17,GBP'.encode(), "not CSV"),
        (f"{HEAD}{GOOD}A-1,5,2026-04-17\n".encode(), "too many or too few columns"),
        (HEAD.encode() + b"x" * MOST_BYTES, "larger than 1 MB"),
        ((HEAD + "".join(f"A-{n},5,2026-04-17,GBP\n" for n in range(MOST_ROWS + 1))).encode(), "more than 2,000"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(sent: bytes, words: str) -> None:
    assert words in told(sent)[0]


def test_the_line_of_a_bad_letter_is_named() -> None:
    assert told(HEAD.encode() + GOOD.encode() + b"Caf\xe9,5,2026-04-17,GBP")[1] == "Line 3: no text."


def test_no_refusal_is_endless() -> None:
    lines = told(HEAD + "A,0,2026-04-17,GBP\n" * (MOST_TOLD + 7))[1:]
    assert len(lines) == MOST_TOLD + 1
    assert lines[-1] == "And 7 more like these."


def test_a_sound_file_is_read_as_banks_write_it() -> None:
    sent = (
        b"\xef\xbb\xbfCurrency, Reference ,DATE,pence\r\n"
        b'GBP," 2603abcdef-1 ",17/04/2026,1250\r\n\r\ngbp,B-2,2026-04-20,5'
    )
    assert read(sent, TODAY) == [
        PaidRow(2, "2603ABCDEF-1", 1250, date(2026, 4, 17)),
        PaidRow(4, "B-2", 5, TODAY),
    ]


def test_what_does_not_fit_says_why() -> None:
    row, owed = PaidRow(2, "A-1", 5, TODAY), Owed(5, TODAY, paid=False)
    assert problem_of(row, owed) is None
    assert problem_of(row, None) is Problem.UNKNOWN
    assert problem_of(row, Owed(6, TODAY, paid=False)) is Problem.WRONG_SUM
    assert problem_of(row, Owed(6, TODAY, paid=True)) is Problem.PAID_BEFORE
    assert problem_of(row, Owed(5, date(2026, 4, 21), paid=False)) is Problem.TOO_EARLY
