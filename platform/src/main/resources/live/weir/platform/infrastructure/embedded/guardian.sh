# The guardian of one child process: it stops the child when the node is gone, however the node went.
#
#   sh guardian.sh <signals> <tenths> <input> <command> [argument]...
#
# Its standard input is a pipe from the node. Nothing is ever written to it; its end is the order to stop, and
# comes by itself when the node dies. The child gets each of <signals> in turn, repeated for <tenths> of a
# second, and then SIGKILL. The guardian leaves with the child's status. POSIX sh only (dash, bash, busybox).
signals=$1 tenths=$2 input=$3
shift 3

# Ctrl-C and the stopping of a whole process group or cgroup must not take the guardian before its child.
trap '' HUP INT QUIT TERM

exec 3<&0
"$@" <"$input" 3<&- &
child=$!

(
    exec >/dev/null 2>&1
    while read -r _ <&3; do :; done
    for signal in $signals; do
        left=$tenths
        while [ "$left" -gt 0 ]; do
            # Repeated, because a child that has only just begun may not listen yet.
            kill -s "$signal" "$child" || exit 0
            sleep 0.1
            left=$((left - 1))
        done
    done
    kill -s KILL "$child"
) &
watcher=$!

exec 3<&- </dev/null
wait "$child"
status=$?
# Waited for, because in a container nobody else may reap it.
kill -s KILL "$watcher" 2>/dev/null
wait "$watcher" 2>/dev/null
exit "$status"
