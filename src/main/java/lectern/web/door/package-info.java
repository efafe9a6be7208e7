/// How people come in and go out: the pages of those who are not signed in.
@NullMarked
package lectern.web.door;

import org.jspecify.annotations.NullMarked;
