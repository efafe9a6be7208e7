/// Looks for what is wrong with a server and its data, and says how to mend it. The command line and the pages of the
/// admin show the same findings.
@NullMarked
package lectern.doctor;

import org.jspecify.annotations.NullMarked;
