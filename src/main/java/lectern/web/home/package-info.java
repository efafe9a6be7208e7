/// The first page: when each device spoke last, and what is wrong.
@NullMarked
package lectern.web.home;

import org.jspecify.annotations.NullMarked;
