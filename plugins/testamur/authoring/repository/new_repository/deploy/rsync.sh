#!/bin/sh
# Sends the built site to a web server by rsync, and exchanges it there in one step:
#
#     sh deploy.sh FOLDER-WITH-THE-SITE
#
# The new site is laid into a folder of its own beside the last one, of which it takes over (by hard links) what did not
# change; then a link is turned over. Nobody ever sees half of a new site, and what was erased stays nowhere.
# This file is yours: Testamur wrote it once, and does not change it any more.
set -eu

# Fill these in. None of it is secret.
host=""        # Who and where, for ssh: badges@web.example.org. Empty: a folder of this computer, or one that it mounts.
folder=""      # There: /srv/badges. The web server serves the link in it: /srv/badges/current
known_hosts="" # How ssh knows the host, as its administrator gives it: web.example.org ssh-ed25519 AAAAC3Nza…

# In a workflow, the secret is the private key with which ssh may log in. By hand, your own settings of ssh count.
secret="${TESTAMUR_DEPLOY_SECRET:-}"

$begin
[ -n "$folder" ] || fail "write host= and folder= into this file first: they say where the site goes"
case "$folder" in
  /*) ;;
  *) fail "folder= has to begin with a slash" ;;
esac
case "$host$folder" in
  -* | *[!A-Za-z0-9@:._/-]*) fail "host= and folder= take letters, digits and @ : . _ - / only" ;;
esac

private="$(mktemp -d)"
trap 'rm -rf "$private"' EXIT
if [ -n "$secret" ]; then
  # A host that is not known could be anybody's, and would be given the site's place by whoever answers.
  [ -n "$known_hosts" ] || fail "write known_hosts= into this file: without it, anybody could answer as $host"
  (umask 077 && printf '%s\n' "$secret" > "$private/key")
  printf '%s\n' "$known_hosts" > "$private/known_hosts"
  {
    printf 'BatchMode yes\nStrictHostKeyChecking yes\nUserKnownHostsFile %s\n' "$private/known_hosts"
    printf 'IdentityFile %s\nIdentitiesOnly yes\n' "$private/key"
  } > "$private/config"
  RSYNC_RSH="ssh -F $private/config"
  export RSYNC_RSH
fi

on_host() {
  if [ -z "$host" ]; then
    sh -c "$1"
  elif [ -n "$secret" ]; then
    ssh -F "$private/config" "$host" "$1"
  else
    ssh "$host" "$1"
  fi
}

new="testamur-site-$(date -u +%Y%m%dT%H%M%SZ)-$$"
on_host "mkdir -p $folder && if [ -e $folder/current ] && [ ! -L $folder/current ]; then exit 3; fi" ||
  fail "$folder/current on the host has to be a link, or not there yet: move away what lies there"
# The first time there is no last site to take over from, and rsync would warn of it.
last=""
if on_host "[ -e $folder/current ]"; then last="--link-dest=../current"; fi
# By content: every build writes all files anew, and a list of another day can have the same size.
rsync --recursive --checksum --perms --chmod=D755,F644 ${last:+"$last"} \
  -- "$site/" "${host:+$host:}$folder/$new/"
# A link is exchanged in one step by renaming another over it; GNU and BSD say that in two ways.
on_host "cd $folder && rm -f next && ln -s $new next && { mv -fT next current 2> /dev/null || mv -fh next current; } &&
  for old in testamur-site-*; do if [ \"\$old\" != $new ]; then rm -rf \"\$old\"; fi; done"
echo "The site is in $folder/current${host:+ on $host}."
