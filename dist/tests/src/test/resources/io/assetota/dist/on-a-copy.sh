# Runs a script as root on a copy of this machine's files, of which nothing stays but a list of what is different.
# Called with a folder that both see under the same path, and that has the script as script.sh.
set -e
mount --make-rprivate /
mkdir "$1/copy"
mount -t tmpfs tmpfs "$1/copy"
mkdir "$1/copy/upper" "$1/copy/work" "$1/copy/root"
root=$1/copy/root
mount -t overlay overlay -o "lowerdir=/,upperdir=$1/copy/upper,workdir=$1/copy/work" "$root"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs tmpfs "$root/run"
mount --bind "$1" "$root$1"
code=0
env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root chroot "$root" sh -ex "$1/script.sh" || code=$?
(cd "$1/copy/upper" && find . -not -type d) > "$1/different"
exit $code
