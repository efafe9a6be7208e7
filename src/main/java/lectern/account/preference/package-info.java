/// What each person chose for their pages.
@NullMarked
package lectern.account.preference;

import org.jspecify.annotations.NullMarked;
