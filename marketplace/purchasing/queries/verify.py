"""Checks of orders against the ledger and the places: each finding is one sentence that names the row."""

from sqlalchemy.orm import Session

from marketplace.budgets.queries import findings as find
from marketplace.foundation.access import Actor

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
        WHERE NOT EXISTS (SELECT FROM delivery d WHERE d.spend_id = t.id AND d.state = 'confirmed') GROUP BY t.id""",
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
    """SELECT format('funding: booking %s is paid from an account of somebody else', f.booking_id)
         FROM funding f JOIN booking b ON b.id = f.booking_id JOIN budget_account a ON a.id = f.account_id
        WHERE a.person_id <> b.person_id OR NOT b.day BETWEEN a.starts AND a.ends""",
)


def findings(session: Session, actor: Actor) -> list[str]:
    """What is wrong between orders, money and places; empty when all is well. For the worker alone."""
    return find(session, actor, CHECKS)
