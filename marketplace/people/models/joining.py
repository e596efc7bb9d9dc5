"""Tables of coming in: links that are used once, the letters that carry them, invitations, and say-so at a desk."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.foundation.access import Power, Section
from marketplace.foundation.database import Base, one_of, some_of
from marketplace.people.models.persons import SPENDS_WHAT_IT_SEES, SUMS_FOR_SPENDING
from marketplace.people.rules import Duty, MandateKind
from marketplace.people.rules.joining import LetterKind, Purpose, SaidHow


class Invitation(Base):
    """Somebody is asked by e-mail to act for a person, or to do duties for an organisation.

    ``by_office`` is set where the back office asks for an organisation that is not its own. Nobody's account stands
    behind the invitation of a first administrator, which a command sends. What a mandate is to begin with stands here
    as it stands there: ``sections`` to ``until``.
    """

    __tablename__ = "invitation"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    email: Mapped[str]
    invited_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str | None]
    powers: Mapped[list[str]]
    sections: Mapped[list[str] | None]
    only_accounts: Mapped[list[UUID] | None]
    most_each: Mapped[int | None]
    most_month: Mapped[int | None]
    until: Mapped[date | None]
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    duties: Mapped[list[str]]
    by_office: Mapped[bool]
    made_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    accepted_at: Mapped[datetime | None]
    accepted_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    mandate_id: Mapped[UUID | None] = mapped_column(ForeignKey("mandate.id"))

    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email_in_lower_case"),
        CheckConstraint("num_nonnulls(person_id, organisation_id) = 1", name="one_giver"),
        CheckConstraint("(person_id IS NULL) = (kind IS NULL)", name="kind_of_mandate"),
        CheckConstraint("(accepted_at IS NULL) = (accepted_by IS NULL)", name="accepted_by_somebody"),
        CheckConstraint("withdrawn_at IS NULL OR accepted_at IS NULL", name="one_end"),
        CheckConstraint("invited_by IS NOT NULL OR (by_office AND duties = '{administrator}')", name="by_somebody"),
        CheckConstraint(
            "(person_id IS NULL) = (sections IS NULL) AND "
            "(person_id IS NOT NULL OR num_nonnulls(only_accounts, most_each, most_month) = 0)",
            name="bounds_of_a_person",
        ),
        CheckConstraint(SUMS_FOR_SPENDING, name="sums_for_spending"),
        CheckConstraint(SPENDS_WHAT_IT_SEES, name="spends_what_it_sees"),
        one_of("kind", MandateKind),
        some_of("powers", Power),
        some_of("sections", Section),
        some_of("duties", Duty),
    )


class Link(Base):
    """Something that whoever holds a token may do once, until an instant; only the token's hash is here.

    The token of a letter is made when the letter leaves, so until then there is none.
    """

    __tablename__ = "link"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    purpose: Mapped[str]
    email: Mapped[str | None]  # the address that it went to; none for a code on paper
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    invitation_id: Mapped[UUID | None] = mapped_column(ForeignKey("invitation.id"), index=True)
    token_hash: Mapped[str | None] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("ends_at > made_at", name="ends_later"),
        CheckConstraint("(invitation_id IS NULL) = (purpose <> 'invitation')", name="of_an_invitation"),
        CheckConstraint("(person_id IS NULL) = (purpose <> 'takeover')", name="of_a_person"),
        CheckConstraint("email IS NOT NULL OR purpose = 'takeover'", name="to_somebody"),
        one_of("purpose", Purpose),
        Index("ix_link_email", "email", "made_at"),
    )


class LinkLetter(Base):
    """A letter to an address, which may have no account. ``words`` never hold its link.

    ``opens`` is the address that the link opens: kept in the demo alone, where a visitor reads everybody's mail.
    """

    __tablename__ = "link_letter"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str]
    recipient: Mapped[str]
    link_id: Mapped[UUID | None] = mapped_column(ForeignKey("link.id"), index=True)
    asked_at: Mapped[datetime]
    sent_at: Mapped[datetime | None] = mapped_column(index=True)
    subject: Mapped[str | None]
    words: Mapped[str | None]
    opens: Mapped[str | None]

    __table_args__ = (
        CheckConstraint("(kind = 'link') = (link_id IS NOT NULL)", name="its_link"),
        CheckConstraint(
            "(sent_at IS NULL) = (subject IS NULL) AND (sent_at IS NULL) = (words IS NULL)", name="sent_whole"
        ),
        one_of("kind", LetterKind),
    )


class SaySo(Base):
    """A person's yes, given at a desk: what was agreed, how, when, and who heard it. A mandate stands on it."""

    __tablename__ = "say_so"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[UUID] = mapped_column(unique=True)  # of the form, so that sending it twice makes one person
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    mandate_id: Mapped[UUID] = mapped_column(ForeignKey("mandate.id"))
    heard_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    how: Mapped[str]
    said_on: Mapped[date]
    words: Mapped[str]
    made_at: Mapped[datetime]

    __table_args__ = (one_of("how", SaidHow),)
