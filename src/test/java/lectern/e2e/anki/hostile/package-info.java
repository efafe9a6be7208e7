/// Requests as no client sends them: those of a real client, recorded and then damaged in every layer.
@NullMarked
package lectern.e2e.anki.hostile;

import org.jspecify.annotations.NullMarked;
