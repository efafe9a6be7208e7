/// What every endpoint below `/api/v1` has in common: who asks, JSON in and out, and one shape for what goes wrong.
/// What the pages can do, a script can do here.
@NullMarked
package lectern.web.api;

import org.jspecify.annotations.NullMarked;
