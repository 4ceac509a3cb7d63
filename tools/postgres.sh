#!/usr/bin/env bash
# A temporary PostgreSQL for the tests, on a free port of 127.0.0.1:
#   tools/postgres.sh start <folder>   makes it in a folder that is not there yet, and prints its URL
#   tools/postgres.sh stop <folder>    stops it and removes the folder; does nothing where there is none
#   tools/postgres.sh restart-fast <folder>, restart-immediate <folder>
#                                      ends every session, or crashes, and starts it again on the same port
#   tools/postgres.sh standby <folder> <primary's folder>
#                                      makes a copy that follows the primary, and prints its URL
#   tools/postgres.sh crash <folder>   ends it as a crash does, and leaves it so
#   tools/postgres.sh promote <folder> makes a copy that may be written to, and waits until it is
set -euo pipefail

usage() {
  sed -n '2,10s/^# \{0,1\}//p' "$0" >&2
  exit 2
}

# The newest of Debian's, or whatever is on the path.
programs() {
  local newest
  newest=$(find /usr/lib/postgresql -maxdepth 3 -name initdb 2>/dev/null | sort -V | tail -n 1)
  dirname "${newest:-$(command -v initdb)}"
}

# The server refuses to run as root.
as_postgres() {
  if [ "$(id -u)" -eq 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

free_port() {
  node -e "const server = require('node:net').createServer().listen(0, '127.0.0.1', () => {
    console.log(server.address().port); server.close() })"
}

start() {
  local bin password
  bin=$(programs)
  mkdir "$folder"
  password=$(node -p "require('node:crypto').randomBytes(16).toString('hex')")
  (umask 077 && echo "$password" >"$folder/password")
  if [ "$(id -u)" -eq 0 ]; then chown -R postgres "$folder"; fi
  as_postgres "$bin/initdb" -D "$folder/data" -U rollcall --auth=scram-sha-256 --pwfile="$folder/password" \
    --encoding=UTF8 --locale=C.UTF-8 >"$folder/initdb.log"
  launch
}

# What is acknowledged is on the disk, as in earnest: fsync stays on, too.
launch() {
  local port
  port=$(free_port)
  as_postgres "$(programs)/pg_ctl" start -s -w -D "$folder/data" -l "$folder/server.log" \
    -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200 -c synchronous_commit=on"
  echo "postgresql://rollcall:$(cat "$folder/password")@127.0.0.1:$port/postgres"
}

standby() {
  local primary port
  primary=$(realpath -m "$1")
  port=$(sed -n 4p "$primary/data/postmaster.pid")
  mkdir "$folder"
  (umask 077 && cp "$primary/password" "$folder/password")
  if [ "$(id -u)" -eq 0 ]; then chown -R postgres "$folder"; fi
  # The password stays in what it writes down for the copy to follow the primary by.
  PGPASSWORD=$(cat "$folder/password") as_postgres "$(programs)/pg_basebackup" -h 127.0.0.1 -p "$port" -U rollcall \
    -D "$folder/data" --write-recovery-conf --checkpoint=fast --wal-method=stream
  launch
}

stop() {
  if [ ! -d "$folder" ]; then return; fi
  if [ -f "$folder/data/postmaster.pid" ]; then
    as_postgres "$(programs)/pg_ctl" stop -s -w -m immediate -D "$folder/data" || true
  fi
  rm -rf "$folder"
}

restart() {
  # It has its options from the start before.
  as_postgres "$(programs)/pg_ctl" restart -s -w -m "$1" -D "$folder/data" -l "$folder/server.log"
}

# Without a word to whoever is connected: what it had not written to the disk is lost.
crash() {
  as_postgres "$(programs)/pg_ctl" stop -s -w -m immediate -D "$folder/data"
}

promote() {
  as_postgres "$(programs)/pg_ctl" promote -s -w -D "$folder/data"
}

if [ $# -ne 2 ] && [ "$*" != "standby ${2-} ${3-}" ]; then usage; fi
# pg_ctl changes its folder.
folder=$(realpath -m "$2")
case $1 in
  start) start ;;
  stop) stop ;;
  restart-fast) restart fast ;;
  restart-immediate) restart immediate ;;
  standby) standby "$3" ;;
  crash) crash ;;
  promote) promote ;;
  *) usage ;;
esac
