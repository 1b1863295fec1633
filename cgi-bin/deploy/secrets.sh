# shellcheck shell=bash
# Makes what is secret in a copy, once a STATE: the key files and what the demo needs. Sourced by start
# after lib.sh. Nothing of it is ever an argument of a command.

random_hex() { od -An -v -tx1 -N"$1" /dev/urandom | tr -d ' \n'; }

# A password that can be typed: four groups of five, no look-alikes, 98 bits.
random_password() {
  local letters
  letters=$(LC_ALL=C tr -dc abcdefghjkmnpqrstuvwxyz23456789 < <(head -c 4096 /dev/urandom) | cut -c1-20)
  printf '%s-%s-%s-%s' "${letters:0:5}" "${letters:5:5}" "${letters:10:5}" "${letters:15:5}"
}

make_keys() {
  local key file
  for key in hash seal credentials callback factor; do
    file=$STATE/keys/$key
    if [[ -s $file ]]; then continue; fi
    (umask 077 && printf '1 %s\n' "$(random_hex 32)" >"$file.new")
    if [[ $(id -u) -eq 0 ]]; then chown "$OWNER:" "$file.new"; fi
    mv "$file.new" "$file"
  done
}

# STATE/keys/demo holds the values, demo.env is written from them.
make_demo_secrets() {
  local file=$STATE/keys/demo
  if [[ -s $file ]]; then return; fi
  (umask 077 && cat >"$file.new" <<END
SANDI_PASSWORD=$(random_password)
SANDI_API_KEY=$(random_hex 16)
SANDI_OTHER_API_KEY=$(random_hex 16)
SANDI_HOOK_SECRET=$(random_hex 16)
SANDI_HOOK_VERIFY_TOKEN=$(random_hex 16)
SANDI_PHONE_NUMBER_ID=1$(tr -dc 0-9 < <(head -c 4096 /dev/urandom) | cut -c1-14)
END
  )
  mv "$file.new" "$file"
}

# keep_demo_values FILE: lines SANDI_…=value of it take the place of those known.
keep_demo_values() {
  local file=$STATE/keys/demo
  (umask 077 && awk -F= '/^SANDI_[A-Z_]+=/ { if (!($1 in value)) order[++n] = $1; value[$1] = $0 }
    END { for (i = 1; i <= n; i++) print value[order[i]] }' "$file" "$1" >"$file.new")
  mv "$file.new" "$file"
}

# What the stand-in providers ask of the demo's senders, and sign their callbacks with.
write_sandbox_secrets() {
  local secret file=$STATE/sandbox/secrets
  secret=$(sed -n 's/^SANDI_HOOK_SECRET=//p' "$STATE/keys/demo")
  (umask 077 && printf '%s\n' "app_secret=$secret" "token=$secret" username=sandi "password=$secret" \
    whatsapp_sender=demo-whatsapp >"$file.new")
  if [[ $(id -u) -eq 0 ]]; then chown "$OWNER:" "$file.new"; fi
  mv "$file.new" "$file"
}

write_demo_env() {
  (umask 077 && {
    echo "SANDI_URL=$URL"
    cat "$STATE/keys/demo"
    echo "SANDI_CHECK_DATABASE_URL=postgresql://postgres@/sandi?host=$SOCKETS"
    echo "SANDI_CLI=$STATE/bin/sandi"
  } >"$STATE/demo.env.new")
  mv "$STATE/demo.env.new" "$STATE/demo.env"
}
