/// What apps keep for somebody, as folders and files. A script does the same with the store API itself.
@NullMarked
package lectern.web.stores;

import org.jspecify.annotations.NullMarked;
