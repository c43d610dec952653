"""The planner over single files: what it sees, in which order it sends, and that a reader never meets half a site."""

import hashlib
import json
import time
from collections.abc import Callable, Mapping
from contextlib import suppress

import pytest

from sitegen.errors import PublishError
from sitegen.publish.faults import TargetLocked
from sitegen.publish.objects import EXPIRES, LOCK, NOTE, Objects
from sitegen.publish.plan import ADOPTED, ALTERED, MISSING, UNFINISHED, Plan
from sitegen.write import MANIFEST, parse_manifest
from tests.publish.conftest import NOW
from tests.publish.memory import Killed, Memory, dead_links, page

OLD = {
    "index.html": page("home", "stories/index.html", "a/one/index.html", "assets/site.css"),
    "stories/index.html": page("stories", "a/one/index.html", "a/gone/index.html", "index.html"),
    "a/one/index.html": page("one", "index.html", "a/same/index.html", "assets/site.css"),
    "a/gone/index.html": page("gone", "index.html"),
    "a/same/index.html": page("same"),
    "assets/site.css": b"p{}",
    "feed.xml": page("feed", "a/one/index.html"),
}
NEW = {
    "index.html": page("home 2", "stories/index.html", "orgs/index.html", "a/one/index.html", "assets/new.css"),
    "stories/index.html": page("stories 2", "a/one/index.html", "a/new/index.html", "index.html"),
    "orgs/index.html": page("organisations", "a/new/index.html"),
    "a/one/index.html": page("one 2", "a/new/index.html", "orgs/index.html", "assets/new.css"),
    "a/new/index.html": page("new", "a/one/index.html", "assets/new.css"),
    "a/same/index.html": page("same"),
    "assets/new.css": b"p{color:red}",
    "feed.xml": page("feed", "a/one/index.html", "a/new/index.html"),
}
FOREIGN = {"google1234.html": b"proof", "a/one/notes.txt": b"mine", "assets/logo.png": b"\x89"}


def publish(store: Memory, files: Mapping[str, bytes], **options: bool) -> Plan:
    with Objects(store, **options) as objects:
        plan = objects.plan(files)
        assert objects.send(files, plan, NOW) == ""
    return plan


def planned(store: Memory, files: Mapping[str, bytes], **options: bool) -> Plan:
    with Objects(store, **options) as objects:
        return objects.plan(files)


def published(files: Mapping[str, bytes] = OLD, **store: bool) -> Memory:
    made = Memory(**store)
    made.files.update(FOREIGN)
    publish(made, files)
    made.asked.clear()
    return made


def assert_holds(store: Memory, files: Mapping[str, bytes], foreign: Mapping[str, bytes] = FOREIGN) -> None:
    """Exactly the site, what others put there, and a manifest that tells the one from the other."""
    assert {key: content for key, content in store.files.items() if key != MANIFEST} == {**foreign, **files}
    assert parse_manifest(store.files[MANIFEST]).keys() == files.keys()


def lock(until: float, who: str = "chae@desk (process 7)") -> bytes:
    return json.dumps({"sitegen_lock": 1, "token": "theirs", "who": who, "since": 0.0, "until": until}).encode()


def test_the_plan_is_what_differs() -> None:
    plan = planned(published(), NEW)
    assert plan.added == ("a/new/index.html", "assets/new.css", "orgs/index.html")
    assert plan.changed == ("a/one/index.html", "feed.xml", "index.html", "stories/index.html")
    assert plan.removed == ("a/gone/index.html", "assets/site.css")
    assert (plan.unchanged, plan.before, plan.foreign, dict(plan.reasons)) == (1, len(OLD), len(FOREIGN), {})


def test_what_was_lost_or_altered_there_is_sent_again_and_the_plan_says_why() -> None:
    store = published()
    del store.files["a/same/index.html"]
    store.files["feed.xml"] = b"x" * len(OLD["feed.xml"])
    plan = planned(store, OLD)
    assert list(plan.lines()) == [f"~ a/same/index.html  ({MISSING})", f"~ feed.xml  ({ALTERED})"]
    publish(store, OLD)
    assert_holds(store, OLD)


def test_where_no_md5_is_told_the_size_is_what_can_be_seen() -> None:
    store = published(tells_md5=False)
    assert planned(store, OLD).is_idle
    store.files["feed.xml"] += b" "
    assert planned(store, OLD).reasons == {"feed.xml": ALTERED}


def test_what_is_told_for_an_md5_and_is_none_does_not_make_everything_look_altered() -> None:
    """As of stores that encrypt: what they tell has the form of an MD5, of another content."""
    store = published()
    store.md5_of = lambda content: hashlib.md5(b"salt" + content).hexdigest()
    assert planned(store, OLD).is_idle


def test_what_is_not_ours_and_in_the_way_stops_it_before_anything_is_written() -> None:
    store = Memory()
    store.files["index.html"] = b"somebody's"
    with pytest.raises(PublishError, match=r"not ours, and stands where a page must go: index\.html") as caught:
        publish(store, OLD)
    assert "--adopt" in caught.value.hint
    assert store.writes == []
    plan = publish(store, OLD, adopt=True)
    assert plan.reasons == {"index.html": ADOPTED}
    assert_holds(store, OLD, {})


@pytest.mark.parametrize("tells_md5", [True, False])
def test_what_says_the_same_is_in_nobodys_way(tells_md5: bool) -> None:
    store = Memory(tells_md5=tells_md5)
    store.files.update(OLD)
    publish(store, OLD)
    assert_holds(store, OLD, {})


def test_what_is_only_as_long_is_in_the_way() -> None:
    store = Memory(tells_md5=False)
    store.files["feed.xml"] = b"x" * len(OLD["feed.xml"])
    with pytest.raises(PublishError, match=r"not ours, and stands where a page must go: feed\.xml"):
        publish(store, OLD)


def test_nothing_changed_is_nothing_written() -> None:
    store = published()
    assert publish(store, OLD).is_idle
    assert store.writes == []


def test_a_plan_writes_nothing() -> None:
    store = published()
    planned(store, NEW)
    assert store.writes == []
    assert sorted(store.asked) == [("get", LOCK), ("get", MANIFEST), ("get", NOTE), ("listing", "")]


def test_files_go_in_the_order_in_which_they_lead_to_each_other() -> None:
    store = published()
    publish(store, NEW)
    assert store.writes == [
        ("create", LOCK),
        ("put", NOTE),
        ("put", "assets/new.css"),
        ("put", "a/new/index.html"),
        ("put", "orgs/index.html"),
        ("put", "a/one/index.html"),
        ("put", "feed.xml"),
        ("put", "index.html"),
        ("put", "stories/index.html"),
        ("put", MANIFEST),
        ("delete", "a/gone/index.html"),
        ("delete", "assets/site.css"),
        ("delete", NOTE),
        ("delete", LOCK),
    ]


def test_every_file_has_its_headers() -> None:
    store = published()
    assert store.headers["a/one/index.html"]["Content-Type"] == "text/html; charset=utf-8"
    assert store.headers["assets/site.css"]["Content-Type"] == "text/css; charset=utf-8"
    assert all("max-age=0" in headers["Cache-Control"] for headers in store.headers.values())


def test_progress_counts_every_file_once() -> None:
    store = published()
    told: list[tuple[int, int]] = []
    with Objects(store) as objects:
        objects.told = lambda done, total: told.append((done, total))
        objects.send(NEW, objects.plan(NEW), NOW)
    assert told == [*((number, 9) for number in range(1, 8)), (9, 9)]


@pytest.mark.parametrize("late", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("lists", [True, False], ids=["listed", "unlisted"])
@pytest.mark.parametrize(("before", "after"), [({}, OLD), (OLD, NEW), (OLD, {"index.html": page("home")})])
def test_broken_off_at_any_request_it_is_finished_by_the_next(
    before: dict[str, bytes], after: dict[str, bytes], lists: bool, late: bool
) -> None:
    """A reader meets no dead link at any moment, nothing of others is touched, and nothing is left behind."""
    for number in range(1, 1000):
        store = published(before, lists=lists)
        store.moment = lambda store=store: assert_whole(store)
        store.dies_at, store.late = number, late
        try:
            publish(store, after)
        except Killed:
            pass
        else:
            break
        assert_whole(store)
        store.revive()
        publish(store, after, break_lock=True)
        assert_holds(store, after)
    assert number > 10


def assert_whole(store: Memory) -> None:
    assert dead_links(store.files) == set()
    assert all(store.files[key] == content for key, content in FOREIGN.items() if key in store.files)


def test_what_an_interrupted_run_has_sent_is_not_sent_again() -> None:
    """Where the listing tells the MD5; elsewhere it is sent once more."""
    for tells_md5 in (True, False):
        store = published(tells_md5=tells_md5)
        store.dies_at = 9  # four looks, the lock, three looks, the note
        store.dies_at += 3
        with pytest.raises(Killed):
            publish(store, NEW)
        store.revive()
        plan = publish(store, NEW, break_lock=True)
        again = {"assets/new.css", "a/new/index.html"} & {*plan.added, *plan.changed}
        assert again == (set() if tells_md5 else {"assets/new.css", "a/new/index.html"})
        assert UNFINISHED in plan.reasons.values()
        assert_holds(store, NEW)


def test_what_was_begun_and_is_known_leads_nowhere_that_is_not_there_yet() -> None:
    """A page that came with an interrupted publication, to which the home page leads already, is changed by the next."""
    store = published({"index.html": page("home")})
    store.before = lambda verb, key: raise_if((verb, key) == ("put", MANIFEST))
    with pytest.raises(Killed):
        publish(store, {"index.html": page("home", "a/b/index.html"), "a/b/index.html": page("b")})
    store.before = lambda verb, key: None
    store.moment = lambda: assert_whole(store)
    after = {"index.html": page("home", "a/b/index.html"), "a/b/index.html": page("b", "a/c/index.html"),
             "a/c/index.html": page("c")}  # fmt: skip
    publish(store, after, break_lock=True)
    assert_holds(store, after)


def test_deletions_that_were_broken_off_are_made_up_for() -> None:
    """Also where by then the manifest no longer names the files."""
    store = published()
    store.before = lambda verb, key: raise_if(verb == "delete" and key == "assets/site.css")
    with pytest.raises(Killed):
        publish(store, NEW)
    assert "assets/site.css" not in parse_manifest(store.files[MANIFEST])
    store.before = lambda verb, key: None
    assert publish(store, NEW, break_lock=True).removed == ("assets/site.css",)
    assert_holds(store, NEW)


def raise_if(is_so: bool) -> None:
    if is_so:
        raise Killed


def test_a_lock_that_is_held_stops_the_second_and_says_by_whom() -> None:
    for is_naive in (False, True):
        store = published(is_naive=is_naive)
        store.files[LOCK] = held = lock(time.time() + EXPIRES)
        with pytest.raises(TargetLocked, match=r"chae@desk \(process 7\) is publishing to memory since") as caught:
            publish(store, NEW)
        assert caught.value.exit_code == 5
        assert "--break-lock" in caught.value.hint
        assert store.files[LOCK] == held
        assert store.writes == []


@pytest.mark.parametrize("left", [lock(1.0), b"", b"[]", b'{"token": 1}'])
@pytest.mark.parametrize("is_naive", [False, True])
def test_a_lock_that_has_expired_or_says_nothing_is_taken(left: bytes, is_naive: bool) -> None:
    store = published(is_naive=is_naive)
    store.files[LOCK] = left
    publish(store, NEW)
    assert_holds(store, NEW)


def test_a_lock_is_broken_where_it_is_asked_for() -> None:
    store = published()
    store.files[LOCK] = lock(time.time() + EXPIRES)
    publish(store, NEW, break_lock=True)
    assert_holds(store, NEW)


@pytest.mark.parametrize(("until", "broken"), [(1.0, False), (2.0**40, True)])
def test_a_lock_that_was_left_is_cleared_also_where_nothing_is_to_do(until: float, broken: bool) -> None:
    store = published()
    store.files[LOCK] = lock(until)
    publish(store, OLD, break_lock=broken)
    assert {key for _, key in store.writes} == {LOCK, NOTE}
    assert_holds(store, OLD)


def test_who_takes_long_does_not_take_the_lock_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that slept while another took the lock finds it taken before it sends any more."""
    store = published()
    theirs = lock(2.0**40, "namu@desk (process 8)")
    now = time.time()

    def sleep(verb: str, key: str) -> None:
        if (verb, key) == ("put", NOTE):
            store.files[LOCK] = theirs
            monkeypatch.setattr(time, "time", lambda: now + 3600.0)

    store.before = sleep
    with pytest.raises(TargetLocked, match="namu@desk"):
        publish(store, NEW)
    assert store.files[LOCK] == theirs
    assert "assets/new.css" not in store.files


def test_a_lock_tells_who_since_when_and_until_when(monkeypatch: pytest.MonkeyPatch) -> None:
    """A long publication writes it anew, and is not said to have begun then."""
    store = published()
    locks: list[dict[str, float]] = []
    hour = [1_800_000_000.0]
    monkeypatch.setattr(time, "time", lambda: hour[0])

    def look(verb: str, key: str) -> None:
        if verb in ("put", "create"):
            hour[0] += 200.0
            if LOCK in store.files and verb == "put":
                locks.append(json.loads(store.files[LOCK]))

    store.before = look
    publish(store, NEW)
    assert {one["since"] for one in locks} == {1_800_000_000.0}
    assert len({one["until"] for one in locks}) > 1
    assert all(one["until"] > 1_800_000_000.0 for one in locks)


def test_whose_lock_was_broken_stops_and_leaves_the_lock_of_the_other() -> None:
    store = published()
    theirs = lock(time.time() + EXPIRES, "namu@desk (process 8)")

    def taken(verb: str, key: str) -> None:
        if (verb, key) == ("put", "index.html"):
            store.files[LOCK] = theirs

    store.before = taken
    with pytest.raises(TargetLocked, match="namu@desk"):
        publish(store, NEW)
    assert store.files[LOCK] == theirs
    assert ("put", MANIFEST) not in store.writes


@pytest.mark.parametrize("is_naive", [False, True], ids=["creates alone", "overwrites"])
def test_of_two_at_once_one_goes_on(is_naive: bool) -> None:
    """The second comes at any request of the first. Whoever ends well last has his site there, and nothing of another."""
    other = {**OLD, "index.html": page("other", "assets/site.css"), "a/other/index.html": page("other")}
    both = 0
    for number in range(1, 40):
        store = published(is_naive=is_naive)
        ended: list[Mapping[str, bytes]] = []
        store.before = comes_at(number, store, lambda store=store, ended=ended: attempt(store, other, ended))
        attempt(store, NEW, ended)
        store.before = lambda verb, key: None
        if ended:
            assert_holds(store, ended[-1])
        both += len(ended) == 2
        publish(store, NEW, break_lock=True)
        assert_holds(store, NEW)
    assert both < 10


def comes_at(number: int, store: Memory, come: Callable[[], object]) -> Callable[[str, str], None]:
    def before(verb: str, key: str) -> None:
        if len(store.asked) + 1 == number:
            store.before = lambda verb, key: None
            come()

    return before


def attempt(store: Memory, files: Mapping[str, bytes], ended: list[Mapping[str, bytes]]) -> None:
    """*files* are published, and if that ends well appended to *ended*."""
    with suppress(PublishError):
        publish(store, files)
        ended.append(files)


def test_what_has_changed_since_the_plan_is_not_overwritten() -> None:
    store = published()
    with Objects(store) as late:
        plan = late.plan(NEW)
        publish(store, {**OLD, "a/two/index.html": page("two")})
        store.asked.clear()
        with pytest.raises(PublishError, match="changed by somebody else in the meantime; nothing was published"):
            late.send(NEW, plan, NOW)
    assert store.writes == [("create", LOCK), ("delete", LOCK)]


@pytest.mark.parametrize("key", [MANIFEST, NOTE])
def test_a_manifest_of_another_version_stops_it(key: str) -> None:
    store = published()
    store.files[key] = b'{"sitegen_manifest": 99, "files": {}}'
    with pytest.raises(PublishError, match="what we wrote there cannot be understood"):
        publish(store, NEW)
    assert store.writes == []
