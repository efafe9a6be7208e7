/// What people do with their own account.
@NullMarked
package lectern.web.own;

import org.jspecify.annotations.NullMarked;
