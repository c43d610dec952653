"""What is run on a host for its releases: shell scripts for any ``sh`` with GNU's or BusyBox's tools.

    PATH/current             a link to the release that readers get
    PATH/releases/ID         a release; ID.unfinished is one that is being sent, or being deleted
    PATH/.sitegen-lock       a folder with the file ``holder``: token, since, until (seconds there), who, the name of
                             his process; one a line

Each takes its values as ``$1 $2 …``; what is deleted carries our mark, or stands under a name that only we give.
"""

MARK = ".sitegen-release"  # in each release of ours: a line that says so, and the release that was there before
UNFINISHED = ".unfinished"

_COMMON = """set -eu
holds() { [ "$(sed -n 1p .sitegen-lock/holder 2>/dev/null)" = "$1" ]; }
unlock() { if holds "$1"; then rm -rf .sitegen-lock; fi; }
discard() {
  [ ! -L "releases/$1" ] && [ -f "releases/$1/.sitegen-release" ] || return 0
  [ "releases/$1" != "$(readlink current || :)" ] || return 0
  gone=$1
  case $1 in *.unfinished) ;; *) gone=$1.unfinished; mv -T "releases/$1" "releases/$gone" || return ;; esac
  # The mark last: what is half deleted is still known for ours.
  find "releases/$gone" -mindepth 1 -maxdepth 1 ! -name .sitegen-release -exec rm -rf {} + &&
    rm -f "releases/$gone/.sitegen-release" && rmdir "releases/$gone"
}
switch() { ln -s "$1" ".sitegen-current.$token"; mv -T ".sitegen-current.$token" current; }
no=0  # what is ended with where somebody else is in the way; what is said tells it
"""

# path, line between two parts -> is there an rsync; the time; the link; its mark; its manifest; its files; releases; the
# lock.
LOOK = """set -eu
path=$1 line=$2
part() { printf '\\n%s\\n' "$line"; }
part; if command -v rsync >/dev/null 2>&1; then echo yes; fi
part; date -u +%Y%m%dT%H%M%SZ
if [ ! -e "$path" ]; then exit 0; fi
cd "$path"
part; if [ -L current ]; then readlink current; elif [ -e current ]; then echo /; fi
case "$(readlink current || :)" in
  releases/*) if [ -f current/.sitegen-release ]; then
    part; cat current/.sitegen-release
    part; if [ -f current/.sitegen-manifest.json ]; then cat current/.sitegen-manifest.json; fi
    part; (cd current/; find . ! -type d -print0)
  else part; part; part; fi ;;
  *) part; part; part ;;
esac
part; for mark in releases/*/.sitegen-release; do if [ -f "$mark" ]; then echo "$mark"; fi; done
part; cat .sitegen-lock/holder 2>/dev/null || :
part
"""

# Afterwards we are in the folder, and the lock is ours.
_TAKE = """lock() {
  path=$1 token=$2 who=$3 process=$4 lasts=$5 break=$6 expected=$7 release=$8 before=$9
  mkdir -p -- "$path/releases"
  cd "$path"
  mine=.sitegen-lock.$token
  trap 'rm -rf "$mine" "$mine.old"' EXIT
  now=$(date +%s)
  mkdir "$mine"
  printf '%s\\n' "$token" "$now" "$((now + lasts))" "$who" "$process" >"$mine/holder"
  # A folder does not replace one that holds something: whoever comes second fails, and finds a lock that is written.
  take() { mv -T "$mine" .sitegen-lock 2>/dev/null; }
  refuse() { echo held; cat .sitegen-lock/holder 2>/dev/null || :; exit "$no"; }
  if ! take; then
    seen=$(cat .sitegen-lock/holder 2>/dev/null || :)
    line() { printf '%s\\n' "$seen" | sed -n "$1p"; }
    until=$(line 3)
    case $until in ''|*[!0-9]*) until=0 ;; esac
    if [ "$break" != yes ] && [ "$(line 1)" != "${break:-no}" ] && [ "$until" -gt "$now" ]; then refuse; fi
    if mv -T .sitegen-lock "$mine.old" 2>/dev/null && [ "$(cat "$mine.old/holder" 2>/dev/null || :)" != "$seen" ]; then
      # Somebody else took the old one first: this is his.
      mv -T "$mine.old" .sitegen-lock 2>/dev/null || :
      refuse
    fi
    take || refuse
  fi
  if [ "$(readlink current || :)" != "$expected" ]; then unlock "$token"; echo moved; exit "$no"; fi
  if [ -n "$release" ]; then
    mkdir "releases/$release.unfinished"
    printf 'a release of sitegen\\n%s\\n' "$before" >"releases/$release.unfinished/.sitegen-release"
  fi
}
"""

# path, token, who, his process, seconds it lasts, yes to break any lock or the token of one to break or nothing, what
# current is, a release to be sent or nothing, the one before
# -> locked, and the folder of the release is there, empty but for the mark; or held, and by whom; or moved.
LOCK = _COMMON + _TAKE + 'lock "$@"\necho locked\n'

# path, token, seconds it lasts: the lock lasts longer.
RENEW = (
    _COMMON
    + """cd "$1"
if holds "$2"; then
  now=$(date +%s)
  (sed -n 1,2p .sitegen-lock/holder; echo "$((now + $3))"; sed -n '4,$p' .sitegen-lock/holder) >.sitegen-lock/new
  mv -f .sitegen-lock/new .sitegen-lock/holder
fi
"""
)

# path, a folder, another folder, names: each file of the first is in the other as well, unless one is there already.
CARRY = """set -eu
cd "$1"; from=$2 to=$3; shift 3
for name in "$@"; do
  if [ -e "$to/$name" ] || [ -L "$to/$name" ] || [ ! -e "$from/$name" ]; then continue; fi
  mkdir -p -- "$to/${name%/*}"
  cp -pPR -- "$from/$name" "$to/$name"
done
"""

_FINISH = """finish() {
  token=$1 release=$2; shift 2
  if ! holds "$token"; then echo lost; exit "$no"; fi
  if [ -d "releases/$release.unfinished" ]; then mv -T "releases/$release.unfinished" "releases/$release"; fi
  switch "releases/$release"
  echo done || :
  # Readers have it: what cannot be tidied is no fault of the publication.
  rm -rf .sitegen-current.* || :
  find . -maxdepth 1 -name '.sitegen-lock.*' -mmin +60 -exec rm -rf {} + || :
  for old in "$@"; do (discard "$old") || :; done
  unlock "$token"
}
"""

# path, token, release to switch to, releases to delete -> done; or lost, where the lock is somebody else's now.
FINISH = _COMMON + _FINISH + 'cd "$1"; shift; finish "$@"\n'

# As LOCK; then how many files the release must have, yes to switch to it, releases to delete, one word; then what rsync
# says to itself. -> on the side of errors as LOCK and FINISH; or incomplete.
#
# All in one command, as each costs two round trips and the start of a shell. Where whoever sends is gone nobody else
# gives the lock back; what has arrived stays for the next run.
SEND = (
    _COMMON
    + _TAKE
    + _FINISH
    + """exec 3>&1 >&2
trap '' PIPE
no=3
lock "$@"
shift 9
count=$1 switches=$2 gone=$3; shift 3
code=0
(cd releases && exec rsync "$@" >&3 3>&-) || code=$?
exec 3>&-
case $code in
  0) ;;
  1[0234]|19|20|3[05]|1[2-9][0-9]) unlock "$token"; exit "$code" ;;  # what ends it when nobody listens any more
  *) exit "$code" ;;
esac
if [ "$(find "releases/$release.unfinished" -type f -print0 | tr -dc '\\000' | wc -c)" -ne "$count" ]; then
  echo incomplete; exit "$no"
fi
if [ "$switches" = yes ]; then finish "$token" "$release" $gone; fi
"""
)

# path of a folder; what rsync says to itself.
RSYNC = 'cd "$1"; shift; exec rsync "$@"\n'

# path, token, releases that were being sent: they are gone, and so is the lock.
ABANDON = (
    _COMMON
    + """cd "$1"; token=$2; shift 2
if holds "$token"; then
  for old in "$@"; do (discard "$old") || :; done
  unlock "$token"
fi
"""
)
