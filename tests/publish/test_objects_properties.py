"""Whatever the site and whatever happens to its publication: what a reader and the neighbours can rely on."""

from hypothesis import given
from hypothesis import strategies as st

from sitegen.publish.objects import OURS
from sitegen.write import MANIFEST
from tests.publish.memory import Killed, Memory, dead_links, page
from tests.publish.test_objects import assert_holds, publish

NAMES = st.sampled_from(["a", "나", "b c", 'q"', "x"])
ADDRESSES = st.one_of(
    st.builds("a/{}/index.html".format, NAMES), st.builds("{}/index.html".format, NAMES),
    st.builds("assets/{}.css".format, NAMES), st.builds("{}.xml".format, NAMES),
)  # fmt: skip
OTHERS = st.dictionaries(
    st.builds("theirs/{}".format, NAMES) | st.builds("a/{}/notes".format, NAMES), st.binary(max_size=9)
)


@st.composite
def sites(draw: st.DrawFn) -> dict[str, bytes]:
    addresses = sorted({"index.html", *draw(st.sets(ADDRESSES, max_size=9))})
    some = st.lists(st.sampled_from(addresses), max_size=3)
    return {
        address: page(draw(st.sampled_from("123")), *([] if address.startswith("assets/") else draw(some)))
        for address in addresses
    }


@given(
    versions=st.lists(st.tuples(sites(), st.integers(1, 40)), min_size=1, max_size=4),
    last=sites(), foreign=OTHERS, tells_md5=st.booleans(), late=st.booleans(),
)  # fmt: skip
def test_any_site_however_often_broken_off_arrives(
    versions: list[tuple[dict[str, bytes], int]], last: dict[str, bytes], foreign: dict[str, bytes], tells_md5: bool,
    late: bool,
) -> None:  # fmt: skip
    """One version after the other, each broken off somewhere or nowhere: no dead link at any moment, every file of
    others as it was, and in the end the last site."""
    store = Memory(tells_md5=tells_md5, late=late)
    store.files.update(foreign)

    def moment() -> None:
        assert dead_links(store.files) == set()
        assert {key: store.files.get(key) for key in foreign} == foreign

    store.moment = moment
    for files, number in versions:
        store.revive()
        store.dies_at = number
        try:
            publish(store, files, break_lock=True)
        except Killed:
            moment()
    store.revive()
    publish(store, last, break_lock=True)
    assert_holds(store, last, foreign)
    assert not OURS - {MANIFEST} & store.files.keys()
