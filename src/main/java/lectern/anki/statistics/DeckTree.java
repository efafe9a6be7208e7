package lectern.anki.statistics;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import lectern.anki.schema.Deck;
import lectern.anki.schema.Decks;
import lectern.anki.schema.Unicase;
import lectern.db.Row;
import lectern.db.Tx;

/// All decks with what is due in them, in the order of their names: after each the decks below it.
///
/// @param all what is due in the whole collection
public record DeckTree(DueCounts all, List<Node> nodes) {
    private static final String SEPARATOR = "\u001f";
    private static final long DEFAULT_DECK = 1;
    private static final Comparator<String> ORDER = Unicase.COLLATION.order();

    /// A card that is due again within the day stands in queue 1 with a second, one that is due on another day
    /// in queue 3 with the number of that day; queue 4 is for cards that are only previewed.
    private static final String COUNT = """
            select did, count(*) as total,
                count(*) filter (where queue = 0) as fresh,
                count(*) filter (where queue = 2 and due <= ?2) as review,
                count(*) filter (where (queue = 1 and due < ?3) or (queue = 4 and due <= ?3)
                    or (queue = 3 and due <= ?2)) as learning
            from (select did, due, %s as queue from cards) group by did
            """.formatted(Queues.QUEUE);

    public DeckTree {
        nodes = List.copyOf(nodes);
    }

    /// A deck in its place.
    ///
    /// @param name without the names of the decks it lies below
    /// @param depth 0 at the top
    /// @param filtered whether it only borrows its cards from others
    /// @param own what is due in the deck itself
    /// @param all and in those below it too
    public record Node(long id, String name, int depth, boolean filtered, DueCounts own, DueCounts all) {}

    static DeckTree of(Tx tx, Queues queues) {
        var counts = new HashMap<Long, DueCounts>();
        tx.each(
                COUNT,
                row -> counts.put(row.whole("did"), counts(row)),
                queues.buriedComeBack(),
                queues.today().number(),
                queues.learnUntil().getEpochSecond());
        var decks = new Decks(tx)
                .all().stream().sorted(Comparator.comparing(Deck::name, ORDER)).toList();
        return of(decks, counts);
    }

    private static DueCounts counts(Row row) {
        return new DueCounts(row.whole("fresh"), row.whole("learning"), row.whole("review"), row.whole("total"));
    }

    private static DeckTree of(List<Deck> decks, Map<Long, DueCounts> counts) {
        var branches = new ArrayList<Branch>();
        Deque<Branch> above = new ArrayDeque<>();
        for (var deck : decks) {
            while (!above.isEmpty() && !above.peek().isAbove(deck)) {
                above.pop();
            }
            var own = counts.getOrDefault(deck.id(), DueCounts.NONE);
            var branch = above.isEmpty() ? Branch.top(deck, own) : above.peek().below(deck, own);
            above.forEach(parent -> parent.add(own));
            above.push(branch);
            branches.add(branch);
        }
        return new DeckTree(
                counts.values().stream().reduce(DueCounts.NONE, DueCounts::plus), shown(branches, counts.keySet()));
    }

    /// Every collection has a deck that cannot be deleted. As in Anki it is shown when something is in it,
    /// below it, or nowhere else.
    private static List<Node> shown(List<Branch> branches, Set<Long> used) {
        boolean onlyDeck = branches.stream().filter(branch -> branch.depth == 0).count() == 1;
        return branches.stream()
                .filter(branch -> branch.deck.id() != DEFAULT_DECK
                        || branch.depth > 0
                        || branch.hasChildren
                        || onlyDeck
                        || used.contains(DEFAULT_DECK))
                .map(Branch::node)
                .toList();
    }

    private static final class Branch {
        private final Deck deck;
        private final String name;
        private final int depth;
        private final DueCounts own;
        private DueCounts all;
        private boolean hasChildren;

        private Branch(Deck deck, String name, int depth, DueCounts own) {
            this.deck = deck;
            this.name = name.replace(SEPARATOR, "::");
            this.depth = depth;
            this.own = own;
            this.all = own;
        }

        static Branch top(Deck deck, DueCounts own) {
            return new Branch(deck, deck.name(), 0, own);
        }

        /// Where a deck between the two is missing, its name is part of the lower one's.
        Branch below(Deck lower, DueCounts counts) {
            hasChildren = true;
            return new Branch(lower, lower.name().substring(prefix().length()), depth + 1, counts);
        }

        boolean isAbove(Deck other) {
            return other.name().length() > prefix().length()
                    && ORDER.compare(prefix(), other.name().substring(0, prefix().length())) == 0;
        }

        private String prefix() {
            return deck.name() + SEPARATOR;
        }

        void add(DueCounts below) {
            all = all.plus(below);
        }

        Node node() {
            return new Node(deck.id(), name, depth, deck.isFiltered(), own, all);
        }
    }
}
