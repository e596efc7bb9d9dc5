"""Tables of duties that are proposed, of who leads safeguarding where, and of who has taken what waits."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.foundation.database import Base, one_of
from marketplace.people.rules import Duty
from marketplace.people.rules.members import ProposalState
from marketplace.people.rules.safeguarding import LeadRank, WorkKind


class RoleProposal(Base):
    """One administrator proposes that an account gets a duty; another one decides: two pairs of eyes."""

    __tablename__ = "role_proposal"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    duty: Mapped[str]
    why: Mapped[str]
    proposed_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    proposed_at: Mapped[datetime]
    lapses_at: Mapped[datetime]
    state: Mapped[str]
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None]

    __table_args__ = (
        one_of("duty", Duty),
        one_of("state", ProposalState),
        CheckConstraint("account_id <> proposed_by", name="not_for_oneself"),
        CheckConstraint(
            "state NOT IN ('agreed', 'refused') OR (decided_by IS NOT NULL AND decided_by <> proposed_by "
            "AND decided_by <> account_id)",
            name="second_pair_of_eyes",
        ),
        Index(
            "uq_role_proposal_open",
            "account_id",
            "organisation_id",
            "duty",
            unique=True,
            postgresql_where=text("state = 'proposed'"),
        ),
    )


class SafeguardingLead(Base):
    """A member leads safeguarding for a funder in an area from an instant, until one."""

    __tablename__ = "safeguarding_lead"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    funder_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    area_code: Mapped[str] = mapped_column(ForeignKey("area.code"))
    membership_id: Mapped[UUID] = mapped_column(ForeignKey("membership.id"))
    rank: Mapped[str]
    from_at: Mapped[datetime]
    until_at: Mapped[datetime | None]

    __table_args__ = (
        one_of("rank", LeadRank),
        CheckConstraint("until_at IS NULL OR until_at >= from_at", name="times_in_order"),
        ExcludeConstraint(
            ("funder_id", "="),
            ("area_code", "="),
            ("rank", "="),
            (text("tstzrange(from_at, until_at)"), "&&"),
            name="ex_safeguarding_lead_one_at_a_time",
            using="gist",
        ),
    )


class WorkTaken(Base):
    """Who has taken something that waits; it is of no account once that membership has ended."""

    __tablename__ = "work_taken"
    kind: Mapped[str] = mapped_column(primary_key=True)
    record_id: Mapped[UUID] = mapped_column(primary_key=True)
    membership_id: Mapped[UUID] = mapped_column(ForeignKey("membership.id"))
    taken_at: Mapped[datetime]

    __table_args__ = (one_of("kind", WorkKind),)
