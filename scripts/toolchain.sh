# Read by the scripts at the top, which set `home` to the folder of the sources. Finds the JDK and builds.
# shellcheck shell=sh
: "${home:?is set by the script that reads this file}"

# Without a UTF-8 locale, as in a container, java would neither read a name like 'Аня' nor open a folder called 'bücher'.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
    *[Uu][Tt][Ff]*) ;;
    *) export LC_ALL=C.UTF-8 ;;
esac

say() {
    printf '%s\n' "$*" >&2
}

fail() {
    say "$1"
    exit "${2:-1}"
}

# The major version a JDK's folder says it has; nothing when it is no JDK.
jdk_version() {
    [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

# Sets JAVA_HOME to the first JDK that is new enough. The file `release` is read instead of asking java, which would cost every run 40 ms.
find_jdk() {
    on_path=$(command -v java || true)
    [ -z "$on_path" ] || on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
    for jdk in "${JAVA_HOME:-}" "$on_path" \
        /usr/lib/jvm/* /usr/java/* /usr/local/openjdk* /opt/java/* /opt/jdk* \
        "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* "${HOME:-}"/.asdf/installs/java/* \
        "${HOME:-}"/.local/share/mise/installs/java/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
        version=$(jdk_version "$jdk")
        if [ "${version:-0}" -ge 25 ]; then
            JAVA_HOME=$jdk
            export JAVA_HOME
            return
        fi
    done
    fail "Lectern needs a JDK 25 or newer and found none: install one (Debian: apt install openjdk-25-jdk, macOS: brew install openjdk, anywhere: Temurin 25) or set JAVA_HOME to its folder."
}

# Maven, in the folder of the sources, with no more to say than what went wrong.
maven() {
    command -v mvn >/dev/null || fail "Lectern is built with Maven 3.8 or newer and found none: install it (Debian: apt install maven, macOS: brew install maven)."
    (cd "$home" && mvn -Dorg.slf4j.simpleLogger.defaultLogLevel=warn --batch-mode --no-transfer-progress -Dstyle.color=never "$@")
}

# Debian's packages, where we may install them.
debian() {
    [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null &&
        { apt-get -qq update && apt-get -qq install --no-install-recommends --yes "$@"; } >/dev/null
}

node_is_new() {
    command -v node >/dev/null &&
        node -e 'const [major, minor] = process.versions.node.split("."); process.exit(major > 20 || (major == 20 && minor > 2) ? 0 : 1)'
}

# Puts a Node on the PATH that is new enough for the JavaScript client and its tests. Debian's may be older; then npm brings one.
find_node() {
    node_is_new && command -v npm >/dev/null && return
    command -v npm >/dev/null || debian nodejs npm ||
        fail "The JavaScript client is built with Node 20.3 or newer and npm, which were not found: install them (Debian: apt install nodejs npm, macOS: brew install node)."
    node_is_new || npm install --silent --no-save --prefix "$home/target/node" node@22.23.3 ||
        fail "The JavaScript client is built with Node 20.3 or newer: this one is older, and npm could not fetch another."
    PATH=$home/target/node/node_modules/.bin:$PATH
}

# Sets CHROMIUM to a Chromium for tests with real browsers.
find_chromium() {
    for chromium in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
        CHROMIUM=$(command -v "$chromium" || true)
        if [ -n "$CHROMIUM" ]; then
            export CHROMIUM
            return
        fi
    done
    debian chromium || fail "The pages are tested in Chromium, which was not found: install it (Debian: apt install chromium), or set CHROMIUM to its path."
    find_chromium
}

# Prints where an nginx is. Debian's package is fetched and unpacked, never installed: then nothing would start by itself.
find_nginx() {
    command -v nginx && return
    unpacked=$home/target/nginx
    if [ ! -x "$unpacked/usr/sbin/nginx" ]; then
        mkdir -p "$unpacked"
        (cd "$unpacked" && { apt-get -qq update || :; } && apt-get download nginx && dpkg -x nginx_*.deb .) >&2 || return 0
    fi
    echo "$unpacked/usr/sbin/nginx"
}

# Something of npm's in one of the folders of `clients`, with no more to say than what went wrong.
client() {
    folder=$1
    shift
    (cd "$home/clients/$folder" && "$@" >"$home/target/$folder.log" 2>&1) || {
        cat "$home/target/$folder.log" >&2
        return 1
    }
}

# Builds when there is no build, or when a source is newer than the start of the last one that succeeded.
build() {
    stamp=$home/target/built
    [ ! -e "$stamp" ] || [ -n "$(find "$home/pom.xml" "$home/src/main" -newer "$stamp" -print)" ] || return 0
    say "Building Lectern; the first time takes a few minutes ..."
    mkdir -p "$home/target"
    # A server may be running from the old jars: they are unlinked, never written over.
    rm -rf "$home/target/lectern.jar" "$home/target/lib" "$stamp"
    touch "$stamp.begun"
    maven package -Dmaven.test.skip=true >&2 || fail "The build failed; the lines above say why."
    mv "$stamp.begun" "$stamp"
}
