"""Checks of invoices and cards against the ledger: what each provider is owed is what is settled, not taken off and not paid."""

# of the accounts of one kind of organisation: its balance against its spends, what was taken off, and what was paid
_SETTLED = """
    SELECT {side} AS who, sum(pence) AS sum FROM (
        SELECT o.provider_id, coalesce(a.holder_organisation_id, a.funder_id) AS holder_id, e.pence
          FROM delivery d JOIN orders o ON o.id = d.order_id
          JOIN ledger_entry e ON e.transaction_id = d.spend_id AND e.pot = 'spent'
          JOIN budget_account a ON a.id = e.account_id AND a.holding <> 'direct'
         UNION ALL
        SELECT i.provider_id, i.funder_id, -l.pence FROM invoice_line l JOIN invoice i ON i.id = l.invoice_id
         WHERE l.state = 'taken_off'
         UNION ALL
        SELECT i.provider_id, i.funder_id, -l.pence FROM invoice_line l JOIN invoice i ON i.id = l.invoice_id
          JOIN remittance_row r ON r.agreement_id = l.agreement_id
         UNION ALL
        SELECT o.provider_id, NULL, p.pence FROM card_payment p JOIN delivery d ON d.id = p.delivery_id
          JOIN orders o ON o.id = d.order_id WHERE p.paid_id IS NULL) each GROUP BY {side}"""
_SQUARE = """
    SELECT format('ledger_account: {kind} %s is owed %s pence, and what is settled and open says %s', a.id,
                  {sign}coalesce(e.sum, 0), coalesce(s.sum, 0))
      FROM ledger_account a
      LEFT JOIN (SELECT account_id, sum(pence) AS sum FROM ledger_entry GROUP BY account_id) e ON e.account_id = a.id
      LEFT JOIN ({settled}) s ON s.who = a.organisation_id
     WHERE a.kind = '{kind}' AND a.organisation_id IS NOT NULL
       AND {sign}coalesce(e.sum, 0) <> coalesce(s.sum, 0)"""

# each query finds nothing when all is well, and one text for each row that is wrong
INVOICES = (
    _SQUARE.format(kind="provider", sign="", settled=_SETTLED.format(side="provider_id")),
    _SQUARE.format(kind="clearing", sign="-", settled=_SETTLED.format(side="holder_id")),
    """SELECT format('invoice_line: %s is %s pence, and its delivery spent %s', l.id, l.pence, coalesce(e.sum, 0))
         FROM invoice_line l JOIN delivery d ON d.id = l.delivery_id
         LEFT JOIN (SELECT transaction_id, account_id, sum(pence) AS sum FROM ledger_entry WHERE pot = 'spent'
                     GROUP BY transaction_id, account_id) e
                ON e.transaction_id = d.spend_id AND e.account_id = l.account_id
        WHERE l.pence <> coalesce(e.sum, 0)""",
    """SELECT format('invoice_line: %s is between others than its invoice', l.id)
         FROM invoice_line l JOIN invoice i ON i.id = l.invoice_id JOIN delivery d ON d.id = l.delivery_id
         JOIN orders o ON o.id = d.order_id JOIN budget_account a ON a.id = l.account_id
        WHERE (o.provider_id, a.funder_id, a.holding) IS DISTINCT FROM (i.provider_id, i.funder_id, 'notional')""",
    """SELECT format('invoice_line: %s took off %s pence, and its transaction %s', l.id, l.pence, coalesce(-e.sum, 0))
         FROM invoice_line l
         LEFT JOIN (SELECT transaction_id, account_id, sum(pence) AS sum FROM ledger_entry WHERE pot = 'spent'
                     GROUP BY transaction_id, account_id) e
                ON e.transaction_id = l.credit_id AND e.account_id = l.account_id
        WHERE l.state = 'taken_off' AND l.pence <> coalesce(-e.sum, 0)""",
    """SELECT format('invoice_agreement: %s is %s pence, and its lines say %s', a.id, a.pence, coalesce(l.sum, 0))
         FROM invoice_agreement a LEFT JOIN (SELECT agreement_id, sum(pence) AS sum FROM invoice_line
                                              GROUP BY agreement_id) l ON l.agreement_id = a.id
        WHERE a.pence <> coalesce(l.sum, 0)""",
    """SELECT format('remittance_row: %s paid %s pence, its agreement is %s and its transaction %s', r.id, r.pence,
                     a.pence, coalesce(-e.sum, 0))
         FROM remittance_row r JOIN invoice_agreement a ON a.id = r.agreement_id
         LEFT JOIN (SELECT e.transaction_id, sum(e.pence) AS sum FROM ledger_entry e
                      JOIN ledger_account o ON o.id = e.account_id AND o.kind = 'provider'
                     GROUP BY e.transaction_id) e ON e.transaction_id = r.transaction_id
        WHERE r.pence <> a.pence OR r.pence <> coalesce(-e.sum, 0)""",
)

CARDS = (
    """SELECT format('card_payment: %s is %s pence, and its delivery spent %s', p.id, p.pence, coalesce(e.sum, 0))
         FROM card_payment p JOIN delivery d ON d.id = p.delivery_id
         LEFT JOIN (SELECT transaction_id, account_id, sum(pence) AS sum FROM ledger_entry WHERE pot = 'spent'
                     GROUP BY transaction_id, account_id) e
                ON e.transaction_id = d.spend_id AND e.account_id = p.account_id
        WHERE p.pence <> coalesce(e.sum, 0)""",
    """SELECT format('card_payment: %s paid %s pence, and its transaction squared %s', p.id, p.pence, coalesce(-e.sum, 0))
         FROM card_payment p
         LEFT JOIN (SELECT e.transaction_id, sum(e.pence) AS sum FROM ledger_entry e
                      JOIN ledger_account o ON o.id = e.account_id AND o.kind = 'provider'
                     GROUP BY e.transaction_id) e ON e.transaction_id = p.paid_id
        WHERE p.paid_id IS NOT NULL AND p.pence <> coalesce(-e.sum, 0)""",
    """SELECT format('card_payment: %s gave back %s pence, and its refunds say %s', p.id, p.given_back, coalesce(r.sum, 0))
         FROM card_payment p LEFT JOIN (SELECT payment_id, sum(pence) AS sum FROM card_refund GROUP BY payment_id) r
                                    ON r.payment_id = p.id
        WHERE p.given_back <> coalesce(r.sum, 0)""",
    """SELECT format('card_refund: %s gave back %s pence, and its transaction %s', r.id, r.pence, coalesce(-e.sum, 0))
         FROM card_refund r
         LEFT JOIN (SELECT transaction_id, sum(pence) AS sum FROM ledger_entry WHERE pot = 'spent'
                     GROUP BY transaction_id) e ON e.transaction_id = r.transaction_id
        WHERE r.transaction_id IS NOT NULL AND r.pence <> coalesce(-e.sum, 0)""",
    """SELECT format('funding: booking %s is paid by card from account %s, and no card was asked', f.booking_id, f.account_id)
         FROM funding f JOIN delivery d ON d.booking_id = f.booking_id AND d.state = 'confirmed'
         JOIN ledger_entry e ON e.transaction_id = d.spend_id AND e.account_id = f.account_id AND e.pot = 'spent'
        WHERE f.by_card AND e.pence >= 30
          AND NOT EXISTS (SELECT FROM card_payment p WHERE p.delivery_id = d.id AND p.account_id = f.account_id)""",
    """SELECT format('ledger_account: clearing of person %s owes %s pence, and what is settled and open says %s',
                     a.person_id, -coalesce(e.sum, 0), coalesce(s.sum, 0))
         FROM ledger_account a
         LEFT JOIN (SELECT account_id, sum(pence) AS sum FROM ledger_entry GROUP BY account_id) e ON e.account_id = a.id
         LEFT JOIN (SELECT person_id, sum(pence) AS sum FROM (
                      SELECT b.person_id, e.pence FROM delivery d
                        JOIN ledger_entry e ON e.transaction_id = d.spend_id AND e.pot = 'spent'
                        JOIN budget_account b ON b.id = e.account_id AND b.holding = 'direct'
                       UNION ALL
                      SELECT o.person_id, -p.pence FROM card_payment p JOIN delivery d ON d.id = p.delivery_id
                        JOIN orders o ON o.id = d.order_id WHERE p.paid_id IS NOT NULL) each GROUP BY person_id) s
                ON s.person_id = a.person_id
        WHERE a.kind = 'clearing' AND a.person_id IS NOT NULL AND -coalesce(e.sum, 0) <> coalesce(s.sum, 0)""",
)
