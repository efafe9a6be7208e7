package lectern.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import lectern.account.Account;
import lectern.account.Accounts;
import lectern.anki.collection.Collections;
import lectern.db.DatabaseException;

/// Whether every collection can be read. Looking at one also takes up the log that a process left beside it.
final class AnkiFindings {
    private static final String AREA = "anki";

    private final Collections collections;
    private final List<Finding> findings = new ArrayList<>();
    private int readable;

    private AnkiFindings(Collections collections) {
        this.collections = collections;
    }

    static List<Finding> examine(Accounts accounts, Collections collections) {
        var examination = new AnkiFindings(collections);
        accounts.all().forEach(examination::look);
        return examination.all();
    }

    private void look(Account account) {
        try {
            boolean left = collections.hasLog(account.id());
            var overview = collections.show(account.id());
            if (overview.isEmpty()) {
                return;
            }
            readable++;
            if (left && overview.get().holder().isEmpty()) {
                findings.add(Finding.fine(
                        AREA, "A log lay beside the collection of %s, and it was taken up.".formatted(account.name())));
            }
        } catch (IOException | DatabaseException e) {
            findings.add(Finding.problem(
                    AREA,
                    "The collection of %s can't be read: %s".formatted(account.name(), e.getMessage()),
                    "lectern anki snapshots %1$s, then: lectern anki restore %1$s SNAPSHOT".formatted(account.name())));
        }
    }

    private List<Finding> all() {
        if (findings.stream().allMatch(finding -> finding.weight() == Finding.Weight.FINE)) {
            findings.add(Finding.fine(
                    AREA,
                    switch (readable) {
                        case 0 -> "Nobody has a collection yet.";
                        case 1 -> "One collection, and it can be read.";
                        default -> "%d collections, and each can be read.".formatted(readable);
                    }));
        }
        return findings;
    }
}
