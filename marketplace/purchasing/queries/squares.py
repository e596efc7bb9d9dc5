"""Checks of invoices against the ledger: what each provider is owed is what is settled, not taken off and not paid."""

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
          JOIN remittance_row r ON r.agreement_id = l.agreement_id) each GROUP BY {side}"""
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
