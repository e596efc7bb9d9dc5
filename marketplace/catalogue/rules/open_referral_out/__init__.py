"""Our own feed, Open Referral UK version 3: from what is published here to the records that go out."""

from marketplace.catalogue.rules.open_referral_out.envelope import LICENCE, VERSION, Numbers, page_of
from marketplace.catalogue.rules.open_referral_out.ids import at_place
from marketplace.catalogue.rules.open_referral_out.published import (
    PublishedDate,
    PublishedOrganisation,
    PublishedPrice,
    PublishedService,
)
from marketplace.catalogue.rules.open_referral_out.record import (
    at_location,
    compact,
    flat,
    is_placed,
    minimal,
    organisation,
    whole,
    whole_organisation,
)
from marketplace.catalogue.rules.open_referral_out.terms import (
    TERMS,
    Json,
    Taxonomy,
    Term,
    taxonomies,
    taxonomy_named,
    term_named,
    term_record,
    terms_of,
)

__all__ = [
    "LICENCE",
    "TERMS",
    "VERSION",
    "Json",
    "Numbers",
    "PublishedDate",
    "PublishedOrganisation",
    "PublishedPrice",
    "PublishedService",
    "Taxonomy",
    "Term",
    "at_location",
    "at_place",
    "compact",
    "flat",
    "is_placed",
    "minimal",
    "organisation",
    "page_of",
    "taxonomies",
    "taxonomy_named",
    "term_named",
    "term_record",
    "terms_of",
    "whole",
    "whole_organisation",
]
