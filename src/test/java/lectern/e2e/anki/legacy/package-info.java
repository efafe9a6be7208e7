/// A client from before January 2023, written from the protocol's contract: multipart forms, gzip, and collections of
/// schema 11.
@NullMarked
package lectern.e2e.anki.legacy;

import org.jspecify.annotations.NullMarked;
