/// Resumable uploads as tus 1.0.0 speaks them: a store's bytes come in as many requests as they need, and the last one
/// is the PUT.
@NullMarked
package lectern.syncnode.upload;

import org.jspecify.annotations.NullMarked;
