/// Exchanges with a real server, written down as files that people can read. The format is described in `WireCase`.
@NullMarked
package lectern.wire;

import org.jspecify.annotations.NullMarked;
