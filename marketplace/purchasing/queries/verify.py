"""Checks of orders against the ledger and the places: each finding is one sentence that names the row."""

from sqlalchemy.orm import Session

from marketplace.budgets.queries import findings as find
from marketplace.foundation.access import Actor
from marketplace.purchasing.queries.squares import CARDS, INVOICES

# each query finds nothing when all is well, and one text for each row that is wrong
CHECKS = (
    """SELECT format('funding: booking %s costs %s pence and is funded with %s', b.id, b.price, coalesce(f.sum, 0))
         FROM booking b
         LEFT JOIN (SELECT booking_id, sum(pence) AS sum FROM funding GROUP BY booking_id) f ON f.booking_id = b.id
        WHERE b.price <> coalesce(f.sum, 0)""",
    """SELECT format('booking: %s costs %s pence, and %s x %s is not that', id, price, unit_pence, quantity)
         FROM booking WHERE price <> round(unit_pence * quantity)""",
    """SELECT format('budget_account: %s has %s promised, and its bookings say %s', a.id, a.promised, coalesce(p.sum, 0))
         FROM budget_account a
         LEFT JOIN (SELECT f.account_id, sum(f.pence) AS sum FROM funding f JOIN booking b ON b.id = f.booking_id
                     WHERE b.state IN ('booked', 'recorded', 'disputed') GROUP BY f.account_id) p ON p.account_id = a.id
        WHERE a.promised <> coalesce(p.sum, 0)""",
    """SELECT format('delivery: %s settled %s pence, and its transaction spent %s', d.id, d.pence, coalesce(e.sum, 0))
         FROM delivery d
         LEFT JOIN (SELECT transaction_id, sum(pence) AS sum FROM ledger_entry WHERE pot = 'spent'
                     GROUP BY transaction_id) e ON e.transaction_id = d.spend_id
        WHERE d.state = 'confirmed' AND d.pence <> coalesce(e.sum, 0)""",
    """SELECT format('ledger_transaction: %s spent %s pence for no settled delivery', t.id, sum(e.pence))
         FROM ledger_transaction t JOIN ledger_entry e ON e.transaction_id = t.id AND e.pot = 'spent'
        WHERE NOT EXISTS (SELECT FROM delivery d WHERE d.spend_id = t.id AND d.state = 'confirmed')
          AND NOT EXISTS (SELECT FROM invoice_line l WHERE l.credit_id = t.id)
          AND NOT EXISTS (SELECT FROM fund_fee f WHERE f.transaction_id = t.id)
          AND NOT EXISTS (SELECT FROM card_refund r WHERE r.transaction_id = t.id) GROUP BY t.id""",
    """SELECT format('booking: %s is cancelled and its promise was neither given back nor settled', b.id)
         FROM booking b
        WHERE b.state = 'cancelled' AND b.price > 0 AND b.release_id IS NULL
          AND NOT EXISTS (SELECT FROM delivery d WHERE d.booking_id = b.id AND d.state = 'confirmed')""",
    """SELECT format('booking: %s is %s, and its record is %s', b.id, b.state, coalesce(d.state, 'missing'))
         FROM booking b LEFT JOIN delivery d ON d.booking_id = b.id AND d.state <> 'withdrawn'
        WHERE (b.state = 'recorded' AND d.state IS DISTINCT FROM 'waiting')
           OR (b.state = 'disputed' AND d.state IS DISTINCT FROM 'disputed')
           OR (b.state = 'confirmed' AND d.state IS DISTINCT FROM 'confirmed')
           OR (b.state = 'booked' AND d.state IS NOT NULL)""",
    """SELECT format('orders: %s is %s with bookings that are %s', o.id, o.state, string_agg(DISTINCT b.state, ', '))
         FROM orders o JOIN booking b ON b.order_id = o.id GROUP BY o.id
       HAVING (o.state IN ('declined', 'cancelled') AND bool_or(b.state <> 'cancelled'))
           OR (o.state = 'completed' AND bool_or(b.state NOT IN ('confirmed', 'cancelled')))
           OR (o.state IN ('placed', 'accepted') AND bool_and(b.state IN ('confirmed', 'cancelled')))""",
    """SELECT format('orders: %s has no booking', id) FROM orders o
        WHERE NOT EXISTS (SELECT FROM booking b WHERE b.order_id = o.id)""",
    """SELECT format('offer_session: %s says %s places taken, and %s bookings stand', s.id, s.taken, count(b.id))
         FROM offer_session s LEFT JOIN booking b ON b.session_id = s.id AND b.state <> 'cancelled'
        GROUP BY s.id HAVING s.taken <> count(b.id)""",
    """SELECT format('funding: booking %s is not paid from an account of its person and day', f.booking_id)
         FROM funding f JOIN booking b ON b.id = f.booking_id LEFT JOIN budget_account a ON a.id = f.account_id
        WHERE a.id IS NULL OR a.person_id <> b.person_id OR NOT b.day BETWEEN a.starts AND a.ends""",
    """SELECT format('funding: transaction %s promised %s pence, and %s are funded from it', f.promise_id,
                     coalesce(e.sum, 0), f.sum)
         FROM (SELECT promise_id, account_id, sum(pence) AS sum FROM funding GROUP BY promise_id, account_id) f
         LEFT JOIN (SELECT transaction_id, account_id, sum(pence) AS sum FROM ledger_entry WHERE pot = 'promised'
                     GROUP BY transaction_id, account_id) e
                ON e.transaction_id = f.promise_id AND e.account_id = f.account_id
        WHERE f.sum <> coalesce(e.sum, 0)""",
    """SELECT format('booking: transaction %s gave back %s pence, and its bookings had %s', f.release_id,
                     coalesce(-e.sum, 0), f.sum)
         FROM (SELECT b.release_id, f.account_id, sum(f.pence) AS sum FROM booking b JOIN funding f ON f.booking_id = b.id
                WHERE b.release_id IS NOT NULL GROUP BY b.release_id, f.account_id) f
         LEFT JOIN (SELECT transaction_id, account_id, sum(pence) AS sum FROM ledger_entry WHERE pot = 'promised'
                     GROUP BY transaction_id, account_id) e
                ON e.transaction_id = f.release_id AND e.account_id = f.account_id
        WHERE f.sum <> coalesce(-e.sum, 0)""",
    """SELECT format('booking: %s names an order or a session that is not there', b.id) FROM booking b
        WHERE NOT EXISTS (SELECT FROM orders o WHERE o.id = b.order_id)
           OR (b.session_id IS NOT NULL AND NOT EXISTS (SELECT FROM offer_session s WHERE s.id = b.session_id))""",
    """SELECT format('%s: booking %s is not there', named.kind, named.booking_id)
         FROM (SELECT 'funding' AS kind, booking_id FROM funding UNION SELECT 'delivery', booking_id FROM delivery) named
        WHERE NOT EXISTS (SELECT FROM booking b WHERE b.id = named.booking_id)""",
)


def findings(session: Session, actor: Actor) -> list[str]:
    """What is wrong between orders, money and places; empty when all is well. For the worker alone."""
    return find(session, actor, CHECKS + INVOICES + CARDS)
