"""Everything a query may ask for, under keys: where a key stands, what the public calls it, how it sounds."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from build_tools.index import Index
from build_tools.search import sound
from build_tools.search.documents import Document
from build_tools.search.normal import normal, runs
from build_tools.search.postings import Places, Postings
from build_tools.search.records import Records

SYNONYM = "="
"""Behind the first two characters of what the public says, so that it stands beside them: 低保=户 → 最低生活保障."""
SOUND = "~"
"""Before the sounds of two characters: ~di-bao → 低保."""
INITIALS = "^"
"""Before the first letters of two characters' sounds: ^db → 低保."""
GAP = "%"
"""Before the two characters around another: %租住 → 赁."""
PHRASE = "?"
"""Before the first character of a name that may be suggested: ?低 → 低保."""

MOST = 12
"""So many pairs or characters are kept under a sound or a gap, the frequent ones."""


@dataclass(frozen=True)
class Lexicon:
    """All records by key. ``order`` are the keys sorted as a browser sorts them."""

    count: int
    postings: Postings | Records
    named: Mapping[str, tuple[str, ...]]
    order: tuple[str, ...] = field(repr=False)

    def places(self, key: str) -> Places:
        """Where a key stands."""
        return self.postings.of(key)

    def words(self, key: str) -> tuple[str, ...]:
        """The words kept under a key."""
        return self.named.get(key, ())

    def beginning(self, prefix: str) -> Iterator[str]:
        """Every key that begins so, in order."""
        at = bisect_left(self.order, sort_key(prefix), key=sort_key)
        while at < len(self.order) and self.order[at].startswith(prefix):
            yield self.order[at]
            at += 1


def sort_key(key: str) -> bytes:
    """Keys are in the order of their UTF-16 units, which is how JavaScript compares texts."""
    return key.encode("utf-16-be", "surrogatepass")


def build_lexicon(index: Index, documents: Sequence[Document]) -> Lexicon:
    """All records of a catalog."""
    postings = Records.known(documents, index.kept) or Postings(documents)
    names = _names(index, documents)
    named = _synonyms(index) | _sounds(names, _words(index, documents)) | _phrases(index, names)
    return Lexicon(len(documents), postings, named, tuple(sorted({*postings, *named}, key=sort_key)))


def _names(index: Index, documents: Iterable[Document]) -> Counter[str]:
    """What things are called, as stretches of Chinese, with how often."""
    catalog = index.catalog
    texts: Counter[str] = Counter()
    for document in documents:
        subject = document.item.subject
        texts.update((subject.title, subject.category, subject.subtitle or ""))
    for body in catalog.bodies.values():
        texts[body.name] += len(index.by_body.get(body.id, ()))
    for domain in catalog.domains.values():
        texts[domain.name] += len(index.by_domain.get(domain.id, ()))
    for one in catalog.synonyms.values():
        texts.update((one.id, *one.name))
    named: Counter[str] = Counter()
    for text, times in texts.items():
        for run, han, _ in runs(normal(text)):
            if han:
                named[run] += times
    return named


def _words(index: Index, documents: Iterable[Document]) -> Counter[str]:
    """Whole words of three characters or more that are found by their sound as such, with how often they are meant."""
    found = Counter(document.item.subject.category for document in documents)
    for one in index.catalog.synonyms.values():
        found.update((one.id, *one.name))
    return Counter(
        {run: times for text, times in found.items() for run, han, _ in runs(normal(text)) if han and 2 < len(run) < 9}
    )


def _synonyms(index: Index) -> dict[str, tuple[str, ...]]:
    made: dict[str, tuple[str, ...]] = {}
    for one in index.catalog.synonyms.values():
        word = normal(one.id)
        if len(word) > 1:
            made[word[:2] + SYNONYM + word[2:]] = tuple(normal(name) for name in one.name)
    return made


def _sounds(named: Counter[str], words: Counter[str]) -> dict[str, tuple[str, ...]]:
    """Pairs of characters by sound and by initials, single characters by their neighbours."""
    pairs: Counter[str] = Counter()
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for name, times in named.items():
        for at in range(len(name) - 1):
            pairs[name[at : at + 2]] += times
            if at:
                found[GAP + name[at - 1] + name[at + 1]][name[at]] += times
    for pair, times in pairs.items():
        for one, other in sound.spoken(pair):
            found[f"{SOUND}{sound.near(one)}-{sound.near(other)}"][pair] = times
            found[INITIALS + one[0] + other[0]][pair] = times
    for word, times in words.items():
        for way in sound.spoken(word):
            found[SOUND + "-".join(map(sound.near, way))][word] += times
            found[INITIALS + "".join(one[0] for one in way)][word] += times
    return {key: _most(counted) for key, counted in found.items()}


def _most(counted: Counter[str], most: int = MOST) -> tuple[str, ...]:
    """The frequent ones first; equals in the order of their characters."""
    return tuple(sorted(counted, key=lambda one: (-counted[one], one))[:most])


def _phrases(index: Index, named: Counter[str]) -> dict[str, tuple[str, ...]]:
    """What may be suggested while somebody types, by its first character."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for name, times in named.items():
        if 1 < len(name) <= 20:
            found[PHRASE + name[0]][name] = times
    return {key: _most(counted, 3 * MOST) for key, counted in found.items()}
