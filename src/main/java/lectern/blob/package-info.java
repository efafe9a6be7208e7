/// Bytes that are too large for a row of the database. Features refer to them by [BlobId] and know nothing of
/// files.
@NullMarked
package lectern.blob;

import org.jspecify.annotations.NullMarked;
