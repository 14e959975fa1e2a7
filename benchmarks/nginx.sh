# shellcheck shell=bash disable=SC2154
# For delta.sh and fetch-vs-curl.sh: an nginx on this machine. They set work, a folder of their own, and port.

# start_nginx [LINES]: serves the files in $work/html, with more lines for the http block
start_nginx() {
  cat > "$work/nginx.conf" << END
$([[ $(id -u) != 0 ]] || echo 'user root;')
worker_processes 1;
pid nginx.pid;
error_log error.log;
events {}
http {
  ${1:-}
  client_body_temp_path t1;
  proxy_temp_path t2;
  fastcgi_temp_path t3;
  uwsgi_temp_path t4;
  scgi_temp_path t5;
  server {
    listen 127.0.0.1:$port;
    root html;
  }
}
END
  nginx -p "$work" -e error.log -c nginx.conf
}

# For a trap, at the end.
stop_nginx() { kill "$(cat "$work/nginx.pid")" 2> /dev/null || true; }
