"""Every part: a module with RECORDS and OTHERS as in ``routes``; what it needs in the scene is a step of ``making``."""

from tests.house_rules.trust import (
    account,
    cards,
    costs,
    deputies,
    funds,
    invoices,
    joining,
    keeping,
    mandates,
    notices,
    office,
    spending,
)

PARTS = (account, cards, costs, deputies, funds, invoices, joining, keeping, mandates, notices, office, spending)
