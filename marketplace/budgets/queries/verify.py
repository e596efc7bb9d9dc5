"""Checks of the ledger from its entries alone: each finding is one sentence that names the row."""

from sqlalchemy import text
from sqlalchemy.orm import Session

from marketplace.foundation.access import Actor, ActorKind
from marketplace.foundation.errors import NotFound

# each query finds nothing when all is well, and one text for each row that is wrong
CHECKS = (
    """SELECT format('ledger_entry: transaction %s sums to %s pence, not zero', transaction_id, sum(pence))
         FROM ledger_entry GROUP BY transaction_id HAVING sum(pence) <> 0""",
    """SELECT format('ledger_transaction: %s has no entries', t.id) FROM ledger_transaction t
        WHERE NOT EXISTS (SELECT FROM ledger_entry e WHERE e.transaction_id = t.id)""",
    """SELECT format('ledger_entry: %s is in pot %s of a %s account', e.id, e.pot, a.kind)
         FROM ledger_entry e JOIN ledger_account a ON a.id = e.account_id
        WHERE (a.kind = 'budget') = (e.pot = 'balance')""",
    """SELECT format('budget_account: %s has %s %s, and its entries say %s', b.id, p.pot, p.kept, coalesce(e.sum, 0))
         FROM budget_account b
        CROSS JOIN LATERAL (VALUES ('available', b.available), ('promised', b.promised), ('spent', b.spent),
                                   ('banked', b.banked)) p(pot, kept)
         LEFT JOIN (SELECT account_id, pot, sum(pence) AS sum FROM ledger_entry GROUP BY account_id, pot) e
                ON e.account_id = b.id AND e.pot = p.pot
        WHERE p.kept <> coalesce(e.sum, 0)""",
    """SELECT format('instalment: %s of %s was credited with %s pence, not %s', i.due_on, i.account_id,
                     coalesce(e.sum, 0), i.pence)
         FROM instalment i
         LEFT JOIN (SELECT transaction_id, account_id, sum(pence) AS sum FROM ledger_entry WHERE pot = 'available'
                     GROUP BY transaction_id, account_id) e
                ON e.transaction_id = i.transaction_id AND e.account_id = i.account_id
        WHERE i.transaction_id IS NOT NULL AND i.pence <> coalesce(e.sum, 0)""",
    """SELECT format('ledger_transaction: %s credited an account for no instalment', t.id) FROM ledger_transaction t
        WHERE t.what = 'credit' AND NOT EXISTS (SELECT FROM instalment i WHERE i.transaction_id = t.id)""",
    """SELECT format('ledger_entry: %s names an account or a transaction that is not there', e.id) FROM ledger_entry e
        WHERE NOT EXISTS (SELECT FROM ledger_account a WHERE a.id = e.account_id)
           OR NOT EXISTS (SELECT FROM ledger_transaction t WHERE t.id = e.transaction_id)""",
    """SELECT format('ledger_account: %s is of kind %s and has %s rows of a budget account', a.id, a.kind, count(b.id))
         FROM ledger_account a LEFT JOIN budget_account b ON b.id = a.id
        GROUP BY a.id HAVING (a.kind = 'budget')::int <> count(b.id)""",
    """SELECT format('budget_account: %s is not for the person, funder and period of its stream', b.id)
         FROM budget_account b LEFT JOIN stream s ON s.id = b.stream_id LEFT JOIN budget g ON g.id = s.budget_id
        WHERE (b.person_id, b.funder_id, b.starts, b.ends)
              IS DISTINCT FROM (g.person_id, s.funder_id, g.starts, g.ends)""",
    """SELECT format('budget_account: %s has %s banked, and its banks say %s', a.id, a.banked, coalesce(m.sum, 0))
         FROM budget_account a
         LEFT JOIN (SELECT b.account_id, sum(m.pence) AS sum FROM bank b JOIN bank_move m ON m.bank_id = b.id
                     GROUP BY b.account_id) m ON m.account_id = a.id
        WHERE a.banked <> coalesce(m.sum, 0)""",
    """SELECT format('bank: %s gave %s pence more than was put by', bank_id, -sum(pence))
         FROM bank_move GROUP BY bank_id HAVING sum(pence) < 0""",
    """SELECT format('bank_move: transaction %s moved %s pence, and the move says %s', m.transaction_id,
                     coalesce(e.sum, 0), m.pence)
         FROM bank_move m LEFT JOIN (SELECT transaction_id, sum(pence) AS sum FROM ledger_entry WHERE pot = 'banked'
                                      GROUP BY transaction_id) e ON e.transaction_id = m.transaction_id
        WHERE m.pence <> coalesce(e.sum, 0)""",
    """SELECT format('fund_fee: %s of fund %s is %s pence, and its transaction spent %s', f.due_on, f.fund_id, f.pence,
                     coalesce(e.sum, 0))
         FROM fund_fee f JOIN fund u ON u.id = f.fund_id
         LEFT JOIN (SELECT transaction_id, account_id, sum(pence) AS sum FROM ledger_entry WHERE pot = 'spent'
                     GROUP BY transaction_id, account_id) e
                ON e.transaction_id = f.transaction_id AND e.account_id = u.account_id
        WHERE f.pence <> coalesce(e.sum, 0)""",
    """SELECT format('contribution_due: from %s of stream %s is %s pence, and %s are owed by its transaction', d.starts,
                     d.stream_id, d.pence, coalesce(e.sum, 0))
         FROM contribution_due d
         LEFT JOIN (SELECT e.transaction_id, sum(e.pence) AS sum FROM ledger_entry e
                      JOIN ledger_account a ON a.id = e.account_id
                     WHERE a.kind = 'contribution' AND a.organisation_id IS NOT NULL
                     GROUP BY e.transaction_id) e ON e.transaction_id = d.transaction_id
        WHERE coalesce(e.sum, 0) <> CASE WHEN EXISTS (SELECT FROM contribution c WHERE c.stream_id = d.stream_id
                                                         AND c.account_id IS NOT NULL) THEN 0 ELSE d.pence END""",
    """SELECT format('contribution_payment: %s is %s pence, and its transaction says %s', p.id, p.pence,
                     coalesce(e.sum, 0))
         FROM contribution_payment p
         LEFT JOIN (SELECT e.transaction_id, sum(e.pence) AS sum FROM ledger_entry e
                      JOIN ledger_account a ON a.id = e.account_id
                     WHERE a.kind = 'budget' OR (a.kind = 'contribution' AND a.person_id IS NOT NULL)
                     GROUP BY e.transaction_id) e ON e.transaction_id = p.transaction_id
        WHERE coalesce(e.sum, 0) <> CASE WHEN p.how = 'let_off' AND EXISTS (
                  SELECT FROM contribution c WHERE c.stream_id = p.stream_id AND c.account_id IS NOT NULL)
              THEN 0 ELSE p.pence END""",
    """SELECT format('ledger_transaction: %s is %s, of no contribution', t.id, t.what) FROM ledger_transaction t
        WHERE t.what LIKE 'contribution%'
          AND NOT EXISTS (SELECT FROM contribution_due d WHERE d.transaction_id = t.id)
          AND NOT EXISTS (SELECT FROM contribution_payment p WHERE p.transaction_id = t.id)""",
    """SELECT format('fund: %s is not held by whoever signed for it', f.id)
         FROM fund f LEFT JOIN budget_account a ON a.id = f.account_id
        WHERE f.account_id IS NOT NULL
          AND (a.person_id, a.holding, a.holder_organisation_id) IS DISTINCT FROM (f.person_id, 'isf', f.holder_id)""",
    """SELECT format('ledger_transaction: %s moved money between people', e.transaction_id)
         FROM ledger_entry e JOIN budget_account a ON a.id = e.account_id
        GROUP BY e.transaction_id HAVING count(DISTINCT a.person_id) > 1""",
)


def findings(session: Session, actor: Actor, checks: tuple[str, ...] = CHECKS) -> list[str]:
    """What is wrong, one sentence for each row; empty when all is well. For the worker alone."""
    if actor.kind is not ActorKind.WORKER:
        raise NotFound
    return [found for check in checks for found in session.scalars(text(check))]
