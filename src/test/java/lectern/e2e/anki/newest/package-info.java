/// The newest Anki there is, as the package for Python carries it. `./check anki-latest` puts it into an environment of
/// its own.
@NullMarked
package lectern.e2e.anki.newest;

import org.jspecify.annotations.NullMarked;
