# shellcheck shell=bash
# Writes STATE/nginx/nginx.conf. Sourced by start after lib.sh. The location map itself is nginx/server.conf.

# Readiness is a chain: nginx asks one program after the other (auth_request allows one a request, so
# each link is a request of its own, over a socket in the copy's folder) and answers 200 at its end.
write_health() {
  local n=0 kept program programs
  mapfile -t programs < <(built_programs)
  {
    for program in "${PROGRAMS[@]}"; do
      # Of the API's 64 threads half may be held by connections that the two processes of nginx keep; more, and requests hang.
      kept=''
      if [[ $program == api ]]; then kept=' keepalive 16; keepalive_requests 100000;'; fi
      printf 'upstream sandi_%s { server unix:%s/%s.sock;%s }\n' "$program" "$SOCKETS" "$program" "$kept"
    done
    printf 'upstream sandi_ready { server unix:%s/ready.sock; }\n' "$SOCKETS"
    printf 'server {\n  listen unix:%s/ready.sock;\n  access_log off;\n  include programs.conf;\n' "$SOCKETS"
    for program in "${programs[@]}"; do
      printf '  location = /ready/%d { auth_request /healthz/%s; proxy_pass http://sandi_ready/ready/%d; }\n' \
        $n "$program" $((n + 1))
      n=$((n + 1))
    done
    printf '  location = /ready/%d { default_type text/plain; return 200 "ready\\n"; }\n}\n' $n
  } >"$STATE/nginx/ready.conf"
  for program in "${programs[@]}"; do
    printf 'location ~ ^/(healthz|metrics)/%s$ { access_log off; allow 127.0.0.1; allow unix:; deny all; include deploy/nginx/fastcgi.conf; fastcgi_pass sandi_%s; }\n' \
      "$program" "$program"
  done >"$STATE/nginx/programs.conf"
}

write_nginx() {
  local name
  mkdir -p "$STATE/nginx"
  for name in body proxy fastcgi uwsgi scgi extra; do mkdir -p "$STATE/nginx/$name"; done
  ln -sfn ../app/deploy "$STATE/nginx/deploy"
  ln -sfn ../app/static "$STATE/nginx/static"
  write_health
  cat >"$STATE/nginx/nginx.conf" <<END
daemon off;
worker_processes 2;
worker_shutdown_timeout 5s;
pid nginx.pid;
# Less than crit names the whole address of a request; the access log has the status of each.
error_log stderr crit;
events { worker_connections 2048; }
http {
  client_body_temp_path body;
  proxy_temp_path proxy;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
  include deploy/nginx/http.conf;
  # As much as a pipe takes in one piece, so that the lines of two processes do not mix.
  access_log /dev/stdout logfmt buffer=4k flush=1s;
  include ready.conf;
  server {
    listen 127.0.0.1:$PORT backlog=1024;
    server_name localhost;
    root .;
    include deploy/nginx/server.conf;
    include programs.conf;
    include extra/*.conf;
    location ~ ^/sandbox(/|$) { include deploy/nginx/fastcgi.conf; fastcgi_pass sandi_sandbox; }
    location = /healthz {
      access_log off;
      proxy_pass http://sandi_ready/ready/0;
      proxy_intercept_errors on;
      error_page 403 500 502 503 504 =503 @not_ready;
    }
    location @not_ready { default_type text/plain; return 503 "not ready\n"; }
  }
}
END
  if [[ $(id -u) -eq 0 ]]; then chown -R "$OWNER:" "$STATE/nginx"; fi
}
