"""What each duty lets somebody do, and how guessing a password is slowed."""

from datetime import timedelta
from itertools import pairwise

import pytest

from marketplace.foundation.access import Power
from marketplace.people.rules import (
    DUTIES_OF,
    OWN_POWERS,
    POWERS_OF_DUTY,
    SETTING_BOUNDS,
    Duty,
    DutyRefused,
    OrganisationKind,
    SettingName,
    SettingRefused,
    check_duties,
    check_setting,
    powers_of,
)
from marketplace.people.rules.members import left_alone
from marketplace.people.rules.signing_in import FREE_FROM_ADDRESS, FREE_GUESSES, LONGEST_WAIT, wait_after


def test_duties_add_up_and_none_gives_a_power_over_people() -> None:
    assert powers_of([]) == frozenset()
    assert powers_of(["worker"]) == {Power.DELIVER}
    assert powers_of(["worker", "owner"]) == {Power.LIST, Power.DELIVER, Power.MANAGE}
    assert powers_of(Duty) == frozenset(Power) - OWN_POWERS  # those come from being the person, or from a mandate
    assert set(POWERS_OF_DUTY) == set(Duty)
    with pytest.raises(ValueError, match="king"):
        powers_of(["king"])


@pytest.mark.parametrize("kind", OrganisationKind)
def test_an_organisation_has_the_duties_of_its_kind_only(kind: OrganisationKind) -> None:
    check_duties(kind, [])
    check_duties(kind, DUTIES_OF[kind])
    for duty in set(Duty) - DUTIES_OF[kind]:
        with pytest.raises(DutyRefused):
            check_duties(kind, [*DUTIES_OF[kind], duty])


@pytest.mark.parametrize("name", SettingName)
def test_a_setting_stays_within_its_bounds(name: SettingName) -> None:
    least, most = SETTING_BOUNDS[name]
    check_setting(name, least)
    check_setting(name, most)
    for value in (least - 1, most + 1):
        with pytest.raises(SettingRefused, match=f"from {least} to {most}"):
            check_setting(name, value)


@pytest.mark.parametrize("free", [FREE_GUESSES, FREE_FROM_ADDRESS])
def test_guesses_are_free_at_first_and_then_wait_twice_as_long_each_time(free: int) -> None:
    assert {wait_after(failures, free) for failures in range(free)} == {timedelta()}
    waits = [wait_after(free + n, free) for n in range(60)]
    assert [wait.total_seconds() for wait in waits[:9]] == [2, 4, 8, 16, 32, 64, 128, 256, 300]
    assert all(wait == LONGEST_WAIT for wait in waits[8:])
    assert all(before <= after for before, after in pairwise(waits))
    assert wait_after(10**9, free) == LONGEST_WAIT  # and no number is too large


@pytest.mark.parametrize(
    ("kind", "going", "staying", "alone"),
    [
        (OrganisationKind.PROVIDER, {Duty.OWNER}, [{Duty.WORKER}], True),
        (OrganisationKind.PROVIDER, {Duty.OWNER}, [{Duty.MANAGER}], False),
        (OrganisationKind.PROVIDER, {Duty.WORKER}, [], False),
        (OrganisationKind.COUNCIL, {Duty.MANAGER, Duty.COMMISSIONER}, [{Duty.COMMISSIONER}], True),
        (OrganisationKind.COUNCIL, {Duty.COMMISSIONER}, [{Duty.MANAGER}], False),
        (
            OrganisationKind.COUNCIL,
            {Duty.COMMISSIONER},
            [{Duty.SAFEGUARDING_LEAD}],
            True,
        ),
        (OrganisationKind.NHS, {Duty.SAFEGUARDING_LEAD}, [], False),
        (OrganisationKind.BROKER, {Duty.BROKER}, [{Duty.BROKER}], False),
        (OrganisationKind.PLATFORM, {Duty.ADMINISTRATOR}, [], True),
    ],
)
def test_an_organisation_is_not_left_with_nobody_to_lead_it(
    kind: OrganisationKind, going: set[Duty], staying: list[set[Duty]], alone: bool
) -> None:
    assert left_alone(kind, going, staying) is alone
