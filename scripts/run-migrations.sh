#!/bin/sh
# Runs the migrations, then the seeders.
#
#   run-migrations.sh              and ends: a one-shot container, whose exit code says how it went
#   run-migrations.sh COMMAND...   and becomes COMMAND: a start-up command
#
# When a step fails, nothing after it runs, and the exit code is the step's.
set -eu

project=$(cd "$(dirname "$0")/.." && pwd)
child=

log() { printf '%s run-migrations: %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$*"; }

step() { # NAME COMMAND...
  name=$1
  shift
  log "$name started"
  (
    cd "$project"
    PATH=$project/node_modules/.bin:$PATH
    [ -t 1 ] || export NO_COLOR=1
    exec "$@"
  ) &
  child=$!
  code=0
  wait "$child" || code=$?
  child=
  if [ "$code" -ne 0 ]; then
    log "$name failed with exit code $code"
    exit "$code"
  fi
  log "$name done"
}

# Process 1 of a container gets no default action for a signal: without this, a stop would wait for the kill.
# The server rolls back what an interrupted migration did.
stop() { # NAME NUMBER
  trap '' TERM INT
  log "SIG$1 received, stopping"
  if [ -n "$child" ]; then
    kill -TERM "$child" 2>/dev/null || :
    wait "$child" || :
  fi
  exit $((128 + $2))
}
trap 'stop TERM 15' TERM
trap 'stop INT 2' INT

step migrations mikro-orm migration:up
step seeders mikro-orm seeder:run

if [ $# -gt 0 ]; then
  log "starting $1"
  trap - TERM INT
  exec "$@"
fi
