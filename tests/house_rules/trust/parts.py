"""Every part: a module with RECORDS and OTHERS as in ``routes``; what it needs in the scene is a step of ``making``."""

from tests.house_rules.trust import (
    account,
    cards,
    contributions,
    costs,
    deputies,
    funds,
    invoices,
    joining,
    keeping,
    mandates,
    notices,
    office,
    planning,
    spending,
)

PARTS = (account, cards, contributions, costs, deputies, funds, invoices, joining, keeping, mandates, notices, office)
PARTS += (planning, spending)
