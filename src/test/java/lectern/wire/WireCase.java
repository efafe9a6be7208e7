package lectern.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One case file: a sentence, what the server is told, and exchanges that follow each other.
///
/// ```
/// # A reader that comes back finds its place.
/// # More lines say where the exchange was seen.
/// server registration = open
/// always Accept: application/vnd.koreader.v1+json
///
/// == 8. A push without a device id is accepted
/// > PUT /syncs/progress
/// > x-auth-user: ana
/// >- Accept
/// >
/// > {"document":"dune", ...}
/// < 200
/// < Content-Type: application/json
/// <- Set-Cookie
/// <
/// < {"document":"dune","timestamp":${t:\d+}}
/// ```
///
/// `server` sets a key of the configuration, `always` a header of every request that `>-` leaves out again. Below `<`
/// stand the status, the headers that must have this value (`<-`: that must be absent), and the whole body; `<+` and
/// `<-` below the empty `<` name pieces of a body that must or must not be there. `${t:\d+}` matches and remembers,
/// `${t}` says it again, and `${a*300}` is three hundred times the letter.
record WireCase(String name, String sentence, Map<String, String> server, List<Exchange> exchanges) {
    WireCase {
        server = Map.copyOf(server);
        exchanges = List.copyOf(exchanges);
    }

    /// `body` holds the lines of the whole body, and is absent when the file only names pieces of it.
    record Wanted(
            int status,
            List<Header> headers,
            List<String> headersUnwanted,
            List<String> body,
            boolean bodyIsWhole,
            List<String> pieces,
            List<String> piecesUnwanted) {}

    record Exchange(String title, int line, Asked asked, Wanted wanted) {}

    static WireCase parse(String name, String text) {
        return new Reading(name, text.lines().toList()).wireCase();
    }

    /// Reads a file from the top; every complaint names the line.
    private static final class Reading {
        private final String name;
        private final List<String> lines;
        private final Map<String, String> server = new LinkedHashMap<>();
        private final List<Header> always = new ArrayList<>();
        private int at;

        Reading(String name, List<String> lines) {
            this.name = name;
            this.lines = lines;
        }

        WireCase wireCase() {
            if (!more() || !line().startsWith("# ")) {
                throw wrong("the first line is `# ` and a sentence");
            }
            var sentence = line().substring(2);
            for (; more() && !line().startsWith("== "); at++) {
                readPreamble();
            }
            var exchanges = new ArrayList<Exchange>();
            while (more()) {
                exchanges.add(exchange());
            }
            if (exchanges.isEmpty()) {
                throw wrong("a case has at least one exchange");
            }
            return new WireCase(name, sentence, server, exchanges);
        }

        private void readPreamble() {
            if (line().startsWith("server ")) {
                var setting = line().substring("server ".length()).split(" = ", 2);
                server.put(setting[0], setting[1]);
            } else if (line().startsWith("always ")) {
                always.add(header(line().substring("always ".length())));
            } else if (!line().startsWith("#") && !line().isBlank()) {
                throw wrong("neither `server key = value`, `always Name: value`, a comment nor `== title`");
            }
        }

        private Exchange exchange() {
            var line = at + 1;
            var title = line().substring("== ".length());
            at++;
            skipRemarks();
            var asked = asked();
            var wanted = wanted();
            skipRemarks();
            if (more() && !line().startsWith("== ")) {
                throw wrong("expected the next `== title`");
            }
            return new Exchange(title, line, asked, wanted);
        }

        private Asked asked() {
            var target = next("> ").split(" ", 2);
            var headers = new ArrayList<>(always);
            for (; more() && !line().equals(">") && !line().startsWith("<"); at++) {
                if (line().startsWith(">- ")) {
                    var unwanted = line().substring(3);
                    headers.removeIf(header -> header.name().equalsIgnoreCase(unwanted));
                } else {
                    headers.add(header(after("> ")));
                }
            }
            var body = new ArrayList<String>();
            if (more() && line().equals(">")) {
                for (at++; more() && line().startsWith(">"); at++) {
                    body.add(line().equals(">") ? "" : after("> "));
                }
            }
            return new Asked(target[0], target[1], List.copyOf(headers), String.join("\n", body));
        }

        private Wanted wanted() {
            var status = Integer.parseInt(next("< "));
            var headers = new ArrayList<Header>();
            var headersUnwanted = new ArrayList<String>();
            for (; more() && line().startsWith("<") && !line().equals("<"); at++) {
                if (line().startsWith("<- ")) {
                    headersUnwanted.add(line().substring(3));
                } else {
                    headers.add(header(after("< ")));
                }
            }
            var body = new ArrayList<String>();
            var pieces = new ArrayList<String>();
            var piecesUnwanted = new ArrayList<String>();
            var bodyIsNamed = more() && line().equals("<");
            for (at += bodyIsNamed ? 1 : 0; more() && line().startsWith("<"); at++) {
                if (line().startsWith("<+ ")) {
                    pieces.add(line().substring(3));
                } else if (line().startsWith("<- ")) {
                    piecesUnwanted.add(line().substring(3));
                } else {
                    body.add(line().equals("<") ? "" : after("< "));
                }
            }
            var onlyPieces = body.isEmpty() && !(pieces.isEmpty() && piecesUnwanted.isEmpty());
            var bodyIsWhole = bodyIsNamed && !onlyPieces;
            return new Wanted(
                    status,
                    List.copyOf(headers),
                    List.copyOf(headersUnwanted),
                    List.copyOf(body),
                    bodyIsWhole,
                    List.copyOf(pieces),
                    List.copyOf(piecesUnwanted));
        }

        private void skipRemarks() {
            while (more() && (line().isBlank() || line().startsWith("#"))) {
                at++;
            }
        }

        private Header header(String text) {
            var colon = text.indexOf(':');
            if (colon < 1) {
                throw wrong("a header is `Name: value`");
            }
            return new Header(
                    text.substring(0, colon), text.substring(colon + 1).strip());
        }

        private String next(String prefix) {
            var value = after(prefix);
            at++;
            return value;
        }

        private String after(String prefix) {
            if (!more() || !line().startsWith(prefix)) {
                throw wrong("expected a line that begins with `" + prefix + "`");
            }
            return line().substring(prefix.length());
        }

        private boolean more() {
            return at < lines.size();
        }

        private String line() {
            return lines.get(at);
        }

        private IllegalArgumentException wrong(String what) {
            return new IllegalArgumentException(name + ":" + (at + 1) + ": " + what);
        }
    }
}
