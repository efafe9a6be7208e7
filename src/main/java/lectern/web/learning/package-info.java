/// The learning area: what is due, how it went, decks, snapshots and media of the account's Anki collection.
@NullMarked
package lectern.web.learning;

import org.jspecify.annotations.NullMarked;
