# shellcheck shell=bash
# What one program gets that others do not, in the private copy and when installed. Sourced; has no effect.

# The key files that a program may read.
keys_of() {
  case $1 in
  console) echo hash seal factor ;; # it alone signs people in
  field | api) echo hash seal ;;
  dispatcher) echo seal credentials callback ;;
  hooks) echo callback ;;
  staff) echo credentials callback ;; # seals what operators type; its role cannot read what was sealed
  cli) echo credentials callback ;;
  esac
}

# Lines NAME=VALUE of its own.
settings_of() {
  if [[ $1 == api ]]; then echo SANDI_THREADS=64; fi
}
