private="$(mktemp -d)"
trap 'rm -rf "$private"' EXIT
cp -R "$site" "$private/site"
# Verifiers in other people's pages may read everything; nothing is kept without asking whether it is still the newest.
printf '/*\n  Access-Control-Allow-Origin: *\n  Cache-Control: no-cache\n  X-Content-Type-Options: nosniff\n' \
  > "$private/site/_headers"
