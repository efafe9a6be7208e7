package lectern.web.learning;

import java.util.ArrayList;
import java.util.List;

import lectern.anki.collection.Exchange;
import lectern.web.page.Visit;

/// What a sync carried, in the words of the visitor.
final class Amounts {
    private Amounts() {}

    static String inWords(Visit visit, Exchange exchange) {
        if (exchange.received().isNone() && exchange.sent().isNone()) {
            return visit.say("learning.exchanged.nothing");
        }
        var parts = new ArrayList<String>();
        if (!exchange.received().isNone()) {
            parts.add(visit.say("learning.exchanged.received", list(visit, exchange.received())));
        }
        if (!exchange.sent().isNone()) {
            parts.add(visit.say("learning.exchanged.sent", list(visit, exchange.sent())));
        }
        return String.join("; ", parts);
    }

    private static String list(Visit visit, Exchange.Amounts amounts) {
        List<String> parts = new ArrayList<>();
        add(parts, visit, "learning.notes", amounts.notes());
        add(parts, visit, "learning.cards", amounts.cards());
        add(parts, visit, "learning.answers", amounts.reviews());
        add(parts, visit, "learning.deletions", amounts.deletions());
        add(parts, visit, "learning.others", amounts.others());
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, Visit visit, String key, long number) {
        if (number > 0) {
            parts.add(visit.words().count(key, number));
        }
    }
}
