#!/bin/sh
# Takes one request that Genba laid down and works it off. Run it again and again (cron, a loop).
#
#   take-requests.sh <share> <command> [argument…]
#
# The command gets the request's folder as its last argument, and GENBA_REFERENCE and GENBA_BOT in
# its environment. It writes result.csv (item,outcome,reason) into the folder. Exit code 0 means
# that the work was done, any other that it failed. Ends with 0 where there was nothing to do.
set -u
share=$1
shift
beat=${GENBA_BEAT:-30}

field() { # a text field of the request
  sed -n 's/.*"'"$1"'" *: *"\([^"]*\)".*/\1/p' "$run/request.json" | head -n 1
}

finish() { # state and message; appears in one step, the end mark is its last line
  {
    echo "reference=$reference"
    echo "state=$1"
    echo "message=$2"
    echo "end=true"
  } > "$run/.result.ini.$$"
  mv "$run/.result.ini.$$" "$run/result.ini"
}

IFS='
'
for request in $(ls -tr "$share"/requests/*/request.json 2>/dev/null); do
  run=$(dirname "$request")
  # Only the first to create the claim may begin; Genba takes it too when a run is cancelled.
  if ! (set -C; printf 'host=%s\nat=%s\n' "$(uname -n)" "$(date -u +%FT%TZ)" > "$run/claim") 2>/dev/null; then
    continue
  fi
  reference=$(basename "$run")
  deadline=$(date -d "$(field deadline)" +%s 2>/dev/null || echo 0)
  if [ -e "$run/cancel" ]; then
    finish CANCELLED "開始前に中止されました"
    exit 0
  fi
  if [ "$deadline" -gt 0 ] && [ "$(date +%s)" -gt "$deadline" ]; then
    finish FAILED "期限を過ぎていたため、実行しませんでした"
    exit 0
  fi

  GENBA_REFERENCE=$reference GENBA_BOT=$(field bot) "$@" "$run" &
  bot=$!
  cancelled=
  beaten=0
  while kill -0 "$bot" 2>/dev/null; do
    now=$(date +%s)
    if [ $((now - beaten)) -ge "$beat" ]; then
      date > "$run/heartbeat"
      beaten=$now
    fi
    if [ -z "$cancelled" ] && [ -e "$run/cancel" ]; then
      cancelled=yes
      kill "$bot" 2>/dev/null
    fi
    sleep "${GENBA_LOOK:-1}"
  done
  wait "$bot"
  code=$?
  if [ -n "$cancelled" ]; then
    finish CANCELLED "ロボットを中止しました"
  elif [ "$code" -eq 0 ]; then
    finish SUCCEEDED ""
  else
    finish FAILED "ロボットが異常終了しました（終了コード $code）"
  fi
  exit 0
done
