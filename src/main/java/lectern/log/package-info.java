/// How the log reaches standard error; what goes into it is everybody's own.
@NullMarked
package lectern.log;

import org.jspecify.annotations.NullMarked;
