fail() {
  echo "deploy.sh: $1" >&2
  exit 2
}

site="${1:-}"
[ -n "$site" ] || fail "say which folder has the site: sh deploy.sh output"
[ -f "$site/index.json" ] || fail "there is no site in $site: run testamur build first"
