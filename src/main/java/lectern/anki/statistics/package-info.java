/// What the owner of a collection wants to know about it: how much there is, what is due, how the last year
/// went, which media nobody uses, what a snapshot would bring back. Days, cards and answers are counted as Anki
/// counts them.
@NullMarked
package lectern.anki.statistics;

import org.jspecify.annotations.NullMarked;
