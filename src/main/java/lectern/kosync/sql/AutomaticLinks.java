package lectern.kosync.sql;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import lectern.kosync.book.BookSettings;
import lectern.kosync.book.DocumentId;
import lectern.kosync.book.FileName;
import lectern.kosync.book.LinkKind;
import lectern.kosync.book.Progress;

/// What a push links by itself. Of the books that are joined the one that was read least recently gives its name,
/// as in the Python progress server. Nothing is joined that somebody took apart, or that would make a book of more
/// than 64 documents.
///
/// @param most how many documents the account may have
record AutomaticLinks(Documents documents, BookSettings.Autolink autolink, int most) {
    /// Joins the other formats of a Calibre book. Calibre knows, so it does not matter what the files say about
    /// themselves.
    Group bySiblings(Group pushed, Set<DocumentId> siblings) {
        var others = documents.groups(siblings).stream()
                .filter(other -> !other.equals(pushed) && fits(pushed, other))
                .toList();
        return join(pushed, others, everyone(pushed, others), LinkKind.LIBRARY);
    }

    /// Joins every book that has a file of this name, and the digest of the name.
    ///
    /// @param before the pushed document as it was when it did not say this yet
    Group byName(Group pushed, DocumentRow before, FileName name) {
        if (autolink == BookSettings.Autolink.OFF || !name.tells()) {
            return pushed;
        }
        return byDigest(isSettled(before) ? pushed : byEqualName(pushed, before, name), name);
    }

    /// A link that somebody made, or Calibre, or an earlier name, is not questioned by a name.
    private static boolean isSettled(DocumentRow row) {
        return row.link().filter(kind -> kind != LinkKind.DIGEST).isPresent();
    }

    private Group byEqualName(Group pushed, DocumentRow before, FileName name) {
        var others = documents.groupsByStem(name.stem()).stream()
                .filter(other -> !other.equals(pushed))
                .filter(other -> other.rows().stream().anyMatch(row -> has(row, name)))
                .filter(other -> fits(pushed, other) && !pushed.contradicts(other))
                .toList();
        boolean knownByName = has(before, name)
                || pushed.rows().stream().anyMatch(row -> !row.id().equals(before.id()) && has(row, name));
        return join(pushed, others, knownByName ? everyone(pushed, others) : others, LinkKind.FILENAME);
    }

    private boolean has(DocumentRow row, FileName name) {
        return switch (autolink) {
            case OFF -> false;
            case EXACT ->
                row.said().filename().filter(name.normalized()::equals).isPresent();
            case STEM -> row.said().stem().filter(name.stem()::equals).isPresent();
        };
    }

    /// The same file in a program that matches by name: whichever of the two pushes first, they meet. A digest that
    /// belongs to another book stays there.
    private Group byDigest(Group pushed, FileName name) {
        var digest = name.digest();
        if (pushed.contains(digest)) {
            return pushed;
        }
        var known = documents.group(digest);
        var joining = known.orElseGet(() -> Group.of(DocumentRow.unlinked(digest, 0)));
        if (joining.book().isPresent() || !fits(pushed, joining) || pushed.contradicts(joining)) {
            return pushed;
        }
        if (known.isPresent()) {
            return documents.join(pushed, joining, LinkKind.DIGEST);
        }
        return documents.count() < most
                ? documents.join(pushed, Group.of(documents.add(digest)), LinkKind.DIGEST)
                : pushed;
    }

    private Group join(Group pushed, List<Group> others, List<Group> eponyms, LinkKind kind) {
        if (others.isEmpty()) {
            return pushed;
        }
        var target = leastRecent(eponyms);
        var book = target;
        for (var joining : everyone(pushed, others)) { // the pushed one first, while there is room
            boolean agrees = kind == LinkKind.LIBRARY || !book.contradicts(joining);
            if (!joining.equals(target) && fits(book, joining) && agrees) {
                book = documents.join(book, joining, kind);
            }
        }
        return book;
    }

    /// The one that was not read for the longest time; one that was never read only when there is no other.
    static Group leastRecent(List<Group> groups) {
        return groups.stream()
                .min(Comparator.comparing(
                        group -> group.progress().map(Progress::at).orElse(Instant.MAX)))
                .orElseThrow();
    }

    private boolean fits(Group one, Group other) {
        return one.rows().size() + other.rows().size() <= Group.MOST && !documents.areApart(one, other);
    }

    private static List<Group> everyone(Group pushed, List<Group> others) {
        return Stream.concat(Stream.of(pushed), others.stream()).toList();
    }
}
