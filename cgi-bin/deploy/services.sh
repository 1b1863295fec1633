# shellcheck shell=bash
# Writes STATE/service/NAME: what runit starts, as whom, with exactly which environment. Sourced by
# start after lib.sh. No secret stands here: programs get the paths of the key files they need.

program_environment() {
  local app=$STATE/app name=$1 key
  if [[ $name != sandbox ]]; then
    echo "SANDI_DATABASE_URL=postgresql://sandi_$name@/sandi?host=$SOCKETS"
  else
    echo "SANDI_STATE_SANDBOX=$STATE/sandbox"
    echo "SANDI_SMTP_MAILDIR=$STATE/mail/maildir"
  fi
  if [[ $name != cli ]]; then echo "SANDI_SOCKET=$SOCKETS/$name.sock"; fi
  settings_of "$name"
  printf '%s\n' "SANDI_TEMPLATES=$app/templates" "SANDI_TEXTS=$app/texts" "SANDI_PUBLIC_URL=$URL" \
    "SANDI_DOORBELL=$SOCKETS/doorbell.sock" SANDI_DEMO=1 SANDI_STAFF_FACTOR=0 SANDI_LOG_LEVEL=info \
    SANDI_OPERATOR_EMAIL=operators@demo.example SANDI_SUPPORT_EMAIL=support@demo.example
  for key in $(keys_of "$name"); do echo "SANDI_KEYS_${key^^}=$STATE/keys/$key"; done
}

# write_service NAME ENVIRONMENT COMMAND...: runit's folder of one service; it starts when told to.
write_service() {
  local folder=$STATE/service/$1 log=$STATE/log/$1 environment=$2
  shift 2
  mkdir -p "$folder/log" "$folder/control" "$log"
  local name=${folder##*/}
  cat >"$folder/run" <<END
#!/bin/sh
exec 2>&1 </dev/null
echo \$\$ >'$STATE/run/$name.pid'
umask 0007
${BEFORE:-}exec env -i PATH='$PATH' LC_ALL=C.UTF-8 HOME='$STATE' $environment \\
  $*
END
  printf '#!/bin/sh\nrm -f %s\n' "'$STATE/run/$name.pid'" >"$folder/finish"
  printf '#!/bin/sh\nexec svlogd -tt %s\n' "'$log'" >"$folder/log/run"
  # Five files of a megabyte.
  printf 's1000000\nn5\n' >"$log/config"
  chmod 755 "$folder/run" "$folder/finish" "$folder/log/run"
  touch "$folder/down"
}

# How a service ends, when not by TERM: the signal's word as sv knows it.
end_by() {
  printf '#!/bin/sh\nexec sv %s .\n' "$2" >"$STATE/service/$1/control/t"
  chmod 755 "$STATE/service/$1/control/t"
}

write_program() {
  local line environment='' binary=$STATE/app/bin/$1
  if [[ -x $binary.fcgi ]]; then binary=$binary.fcgi; fi
  while read -r line; do environment+="'$line' "; done < <(program_environment "$1")
  write_service "$1" "$environment" "'$binary'"
}

write_services() {
  local program
  rm -rf "$STATE/service"
  write_service postgres '' "$PGBIN/postgres -D '$STATE/pg' -k '$SOCKETS' -c config_file='$STATE/app/deploy/postgresql.conf'"
  end_by postgres interrupt
  write_service mail PYTHONDONTWRITEBYTECODE=1 \
    "/usr/bin/python3 -m aiosmtpd -n -l 127.0.0.1:$MAIL_PORT -c aiosmtpd.handlers.Mailbox '$STATE/mail/maildir'"
  # A killed nginx leaves its socket, and its successor would not take that for free.
  BEFORE="rm -f '$SOCKETS/ready.sock'; " write_service nginx '' "setsid nginx -e stderr -p '$STATE/nginx' -c nginx.conf"
  # The workers of a killed master would keep the port: they are its process group and end with it.
  cat >"$STATE/service/nginx/finish" <<END
#!/bin/sh
[ -s '$STATE/run/nginx.pid' ] || exit 0
kill -KILL "-\$(cat '$STATE/run/nginx.pid')" 2>/dev/null
rm -f '$STATE/run/nginx.pid'
END
  end_by nginx quit
  for program in $(built_programs); do write_program "$program"; done
  if [[ $(id -u) -eq 0 ]]; then chown -R "$OWNER:" "$STATE/service" "$STATE/log"; fi
}

# The one command line that reaches this copy from anywhere. It keeps the caller's user and folder: an
# operator names files of his own.
write_cli() {
  local line environment=''
  while read -r line; do environment+="'$line' "; done < <(program_environment cli)
  cat >"$STATE/bin/sandi" <<END
#!/bin/sh
exec env $environment \\
  PGHOST='$SOCKETS' PGUSER=postgres PGDATABASE=sandi '$STATE/app/bin/sandi' "\$@"
END
  chmod 755 "$STATE/bin/sandi"
}
