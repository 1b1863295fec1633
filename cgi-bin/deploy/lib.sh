# shellcheck shell=bash
# Common to the scripts of the private copy: where it lives, whose it is, what it consists of.
# Sourced by bash. Settles PORT, STATE (its real path), SOCKETS, OWNER and the command prefix AS;
# creates and changes nothing but what `prepare_state` names.
set -euo pipefail
shopt -s inherit_errexit nullglob
umask 022

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
PORT=${PORT:-8080}
BUILD=${BUILD:-$ROOT/.build}
WEB_PROGRAMS=(console staff field api hooks sandbox)
PROGRAMS=("${WEB_PROGRAMS[@]}" dispatcher)
# In this order they start; they stop in the reverse one.
SERVICES=(postgres mail "${PROGRAMS[@]}" nginx)
PGBIN=/usr/lib/postgresql/15/bin
AS=()

say() { printf 'sandi: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# Runs a command as the copy's owner, with nothing of the caller's environment.
as_owner() {
  (cd / && env -i "PATH=$PATH" LC_ALL=C.UTF-8 "HOME=$STATE" "${AS[@]}" "$@")
}

check_port() {
  [[ $PORT =~ ^[0-9]+$ && $PORT -ge 1024 && $PORT -le 65535 ]] ||
    fail "PORT must be a number from 1024 to 65535, not '$PORT'"
}

# NAME is what the user wrote, STATE where it really is: they differ when it had to move (relocate_state).
settle_state() {
  NAME=${STATE:-.state}
  [[ $NAME == /* ]] || NAME=$ROOT/$NAME
  NAME=$(realpath -ms "$NAME")
  # shellcheck disable=SC2101
  if [[ $NAME == *[[:space:][:cntrl:]\"\'\\\$\;{}\#%\&?*\[\]\|\<\>:,]* ]]; then
    fail "STATE must be a path without blanks, quotes and other special characters, not '$NAME'"
  fi
  HASH=$(printf %s "$NAME" | sha256sum | cut -c1-12)
  STATE=$(readlink -f "$NAME" || printf %s "$NAME")
  settle_owner
  settle_sockets
}

# Root never runs the copy itself: it belongs to whom it belonged before, else to the user sandi.
settle_owner() {
  OWNER=$(id -un)
  if [[ $(id -u) -ne 0 ]]; then return; fi
  OWNER=sandi
  if [[ -d $STATE/pg && $(stat -c %u "$STATE/pg") -ne 0 ]]; then OWNER=$(stat -c %U "$STATE/pg"); fi
  AS=(setpriv --reuid "$OWNER" --regid "$(id -g "$OWNER" 2>/dev/null || echo 0)" --clear-groups --)
}

create_owner() {
  if [[ $(id -u) -ne 0 ]] || getent passwd "$OWNER" >/dev/null; then return; fi
  useradd --system --user-group --home-dir /nonexistent --no-create-home --shell /usr/sbin/nologin \
    "$OWNER" 2>/dev/null || true
  getent passwd "$OWNER" >/dev/null || fail "cannot create the system user $OWNER that the programs run as"
  settle_owner
}

# A UNIX socket's path ends at 107 bytes, and the longest here is DIRECTORY/.s.PGSQL.5432.lock.
settle_sockets() {
  SOCKETS=$STATE/run
  if [[ ${#SOCKETS} -le 85 && $SOCKETS =~ ^[A-Za-z0-9/._-]+$ ]]; then return; fi
  if [[ $(id -u) -eq 0 ]]; then SOCKETS=/run/sandi-$HASH; else SOCKETS=${XDG_RUNTIME_DIR:-/tmp}/sandi-$HASH; fi
}

# A clone under /root or a 0700 home cannot be entered by the owner: the copy then lives in /var/lib/sandi
# and STATE is a symlink to it. What is left there without its symlink was deleted by the user.
relocate_state() {
  local parent
  parent=$(dirname "$NAME")
  if [[ $(id -u) -ne 0 || -L $NAME ]]; then return; fi
  while [[ ! -d $parent ]]; do parent=$(dirname "$parent"); done
  if as_owner test -x "$parent"; then return; fi
  [[ ! -e $NAME ]] || rmdir "$NAME" 2>/dev/null ||
    fail "the user $OWNER cannot enter $NAME: choose another STATE, or move that directory away"
  STATE=/var/lib/sandi/$HASH
  if [[ -d $STATE ]]; then
    stop_leftovers
    rm -rf "$STATE"
  fi
  mkdir -p "$(dirname "$NAME")" "$STATE"
  ln -s "$STATE" "$NAME"
  settle_sockets
}

prepare_state() {
  local directory
  create_owner
  relocate_state
  { mkdir -p "$STATE" && [[ -w $STATE && -x $STATE ]]; } 2>/dev/null ||
    fail "no rights to write STATE: $NAME"
  for directory in log keys mail sandbox bin; do mkdir -p "$STATE/$directory"; done 2>/dev/null ||
    fail "no rights to write below STATE: $NAME"
  mkdir -p "$STATE/run"
  chmod 700 "$STATE/keys" "$STATE/mail" "$STATE/sandbox" "$STATE/run"
  if [[ $SOCKETS != "$STATE/run" ]]; then
    mkdir -m 700 "$SOCKETS" 2>/dev/null || [[ -d $SOCKETS && ! -L $SOCKETS && -O $SOCKETS ]] ||
      [[ $(stat -c %U "$SOCKETS" 2>/dev/null) == "$OWNER" && ! -L $SOCKETS ]] ||
      fail "the directory for sockets $SOCKETS belongs to somebody else"
    chown "$OWNER:" "$SOCKETS"
  fi
  if [[ $(id -u) -eq 0 ]]; then
    chmod 755 "$STATE"
    chown "$OWNER:" "$STATE"/{log,keys,mail,sandbox,run}
  fi
}

# --- processes ------------------------------------------------------------------------------------------

# Whatever runs for this copy, supervised or not: its working directory gives it away, and it has no
# terminal (somebody's shell may stand in the same directory). runsvdir stands in / and is known by its words.
own_processes() {
  local link pid stat
  while read -r link; do
    pid=${link#/proc/}
    pid=${pid%/*}
    { read -r stat <"/proc/$pid/stat"; } 2>/dev/null || continue
    stat=${stat##*) }
    # shellcheck disable=SC2086
    set -- $stat
    if [[ $5 -eq 0 && $1 != Z ]]; then printf '%s\n' "$pid"; fi
  done < <(find /proc -maxdepth 2 -name cwd \( -lname "$STATE/service*" -o -lname "$STATE/pg*" \) 2>/dev/null || true
    supervisors)
}

supervisors() {
  local file
  grep -lszxF -- "$STATE/service" /proc/[0-9]*/cmdline | while read -r file; do
    if [[ $(cat "${file%cmdline}comm" 2>/dev/null) == runsvdir ]]; then printf '%s\n' "$file"; fi
  done
}

supervisor() {
  local file
  file=$(supervisors | head -n 1)
  [[ -n $file ]] || return 1
  file=${file#/proc/}
  printf '%s\n' "${file%/cmdline}"
}

wait_until_gone() {
  local n
  for ((n = 0; n < $1 * 20; n++)); do
    [[ -n $(own_processes) ]] || return 0
    sleep 0.05
  done
  return 1
}

signal_all() {
  local pid
  for pid in $(own_processes); do
    if [[ $# -lt 2 || $(cat "/proc/$pid/comm" 2>/dev/null) == "$2" ]]; then kill "-$1" "$pid" 2>/dev/null || true; fi
  done
}

# Ends what a crashed copy or a killed supervisor left behind: supervisors first, so that they restart
# nothing; INT is PostgreSQL's fast shutdown.
stop_leftovers() {
  if [[ -n $(own_processes) ]]; then
    signal_all HUP runsvdir
    signal_all TERM runsv
    wait_until_gone 8 || { signal_all KILL runsvdir; signal_all KILL runsv; signal_all INT postgres; signal_all TERM; }
    wait_until_gone 5 || signal_all KILL
    wait_until_gone 5 || fail "some processes of $NAME do not end: $(own_processes | tr '\n' ' ')"
  fi
  rm -f "$STATE"/run/*.pid "$STATE"/run/*.sock "$STATE"/run/.s.* "$SOCKETS"/*.sock "$SOCKETS"/.s.*
  if [[ -f $STATE/pg/postmaster.pid ]]; then rm -f "$STATE/pg/postmaster.pid"; fi
}

# The programs that are built: a copy runs with whatever is there.
built_programs() {
  local program
  for program in "${PROGRAMS[@]}"; do
    if [[ -x $STATE/app/bin/$program || -x $STATE/app/bin/$program.fcgi ]]; then printf '%s\n' "$program"; fi
  done
}

built_services() {
  local services=(postgres mail)
  mapfile -O 2 -t services < <(built_programs)
  printf '%s\n' "${services[@]}" nginx
}
