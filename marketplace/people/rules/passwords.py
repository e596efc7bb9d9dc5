"""Which passwords are taken: long enough, not one that everybody tries first, and not one's own name or address."""

import re

from marketplace.foundation.errors import Refusal

LEAST_PASSWORD = 12  # characters
MOST_PASSWORD = 200

# what people choose first, without figures and signs at its ends, and with figures read as letters
COMMON = frozenset(
    """
    password passwort passw qwerty qwertyuiop qwertyuiopasdfghjkl qazwsx qazwsxedc asdfgh asdfghjkl
    asdfghjklzxcvbnm zxcvbn zxcvbnm letmein letmeinplease iloveyou iloveyousomuch ilovemydog ilovemycat
    ilovemyfamily welcome welcomehome welcomeback administrator admin sunshine princess football liverpool
    manchesterunited newcastleunited arsenal chelsea monkey dragon superman batman pokemon starwars charlie
    mummy daddy trustno trustnobody changeme changemenow changethispassword default defaultpassword secret
    topsecret secretpassword mypassword mypasswordis thepassword passwordpassword newpassword oldpassword
    nopassword noidea idontknow whatever hello helloworld hellohello abcdef abcdefgh abcdefghij abcdefghijkl
    abcdefghijklm computer internet facebook google ownpath ownpathownpath correcthorsebatterystaple
    threerandomwords summertime christmas birthday happybirthday goodmorning blessed jesuschrist personalbudget
    directpayment socialcare mentalhealth
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
_LETTERS = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"})
_RUNS = ("01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm")


class WeakPassword(Refusal):
    """A password that somebody else would guess."""

    field = "password"


def check_password(password: str, *own: str) -> None:
    """Raises WeakPassword for one that is too short or long, common, or made of one's own name or address.

    ``own`` is what others know of the person: names and e-mail addresses.
    """
    if len(password) < LEAST_PASSWORD:
        raise WeakPassword(f"Use at least {LEAST_PASSWORD} characters. Three words that do not go together are enough.")
    if len(password) > MOST_PASSWORD:
        raise WeakPassword(f"Use at most {MOST_PASSWORD} characters.")
    if _is_common(password.lower()):
        raise WeakPassword(
            "Many people use that one, so it is tried first. Choose three words that do not go together."
        )
    if _is_own(password.lower(), own):
        raise WeakPassword("Others could guess that, because your name or e-mail address is in it. Choose other words.")


def _is_common(said: str) -> bool:
    """Whether it is one of the common ones, however often and with whatever at its ends, or a run of keys."""
    if len(set(said)) < 5 or any(said in run or said[::-1] in run for run in _RUNS):
        return True
    plain = re.sub(r"[^a-z0-9]+", "", said)
    bare = {re.sub(r"^\d+|\d+$", "", plain), re.sub(r"[^a-z]", "", said.translate(_LETTERS)), _once(said)}
    bare |= {re.sub(r"[^a-z]", "", re.sub(r"[\W\d_]+$", "", said).translate(_LETTERS))}
    return bool({_once(each) for each in bare} & (COMMON | {"", "i"}))


def _once(text: str) -> str:
    """What is written over and over, written once."""
    found = re.fullmatch(r"(.+?)\1+", text)
    return found[1] if found else text


def _is_own(said: str, own: tuple[str, ...]) -> bool:
    """Whether what is left is little, once one's own names are taken out."""
    left = said
    for part in sorted({part for each in own for part in re.split(r"[\W_]+", each.lower())}, key=len, reverse=True):
        if len(part) > 2:
            left = left.replace(part, "")
    return left != said and len(re.sub(r"[\W\d_]", "", left)) < 6
