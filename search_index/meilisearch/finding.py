"""A search: one call to the server, and one or two more only where little or nothing is found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from search_index.engine import FEW, Answer, Part, SearchRequest
from search_index.meilisearch import asking
from search_index.meilisearch.asking import Query, Words
from search_index.meilisearch.server import Server, Until


@dataclass(frozen=True, slots=True)
class Search:
    """An index on a server, and when the search of it must be over."""

    server: Server
    index: str
    until: Until

    def answer(self, request: SearchRequest, *, counted: bool) -> tuple[Answer, int | None]:
        """What matches, and if asked how many documents there are. Raises NoAnswer."""
        words = asking.typed(request.words)
        more = [asking.query_for(self.index)] if counted else []
        results = self._ask([*asking.queries_of(self.index, words, request), *more])
        everything = asking.total_of(results.pop()) if counted else None
        answer = asking.answer_of(request, results)
        if not answer.total and len(words) > 1:
            words, answer = self._softened(request, words, answer)
        if answer.total < FEW:
            answer = replace(answer, looser=self._looser(request, words))
        return replace(answer, wordless=bool(request.words.strip()) and not words), everything

    def _softened(self, request: SearchRequest, words: Words, nothing: Answer) -> tuple[Words, Answer]:
        """What holds the most of the words, unless only the choices are in the way of what holds them all."""
        fewer = self._fewer(words)
        if fewer == words:
            return words, nothing
        answer = asking.answer_of(request, self._ask(asking.queries_of(self.index, fewer, request)))
        return fewer, replace(answer, partly=answer.total > 0)

    def _fewer(self, words: Words) -> Words:
        """The words less the commonest of them, and those that nothing holds, until something holds what is left."""
        everything, *each = self._numbers([words, *((word,) for word in words)])
        known = sorted((number, word) for number, word in zip(each, words, strict=True) if number)
        if everything or not known:
            return words
        rarest = [{word for _, word in known[:most]} for most in range(len(known), 0, -1)]
        sets = [tuple(word for word in words if word in some) for some in rarest]
        return next(some for some, number in zip(sets, self._numbers(sets), strict=True) if number)

    def _numbers(self, sets: Sequence[Words]) -> list[int]:
        """How many documents hold all of each set of words, whatever is chosen."""
        return [asking.total_of(result) for result in self._ask([asking.query_for(self.index, some) for some in sets])]

    def _looser(self, request: SearchRequest, words: Words) -> dict[Part, int]:
        """How many there would be without each part of a request."""
        parts = request.parts()
        if not parts:
            return {}
        results = self._ask(asking.queries_without(self.index, words, request, parts))
        return dict(zip(parts, map(asking.total_of, results), strict=True))

    def _ask(self, queries: Sequence[Query]) -> list[Mapping[str, Any]]:
        return [*self.server.ask(queries, self.until)]
