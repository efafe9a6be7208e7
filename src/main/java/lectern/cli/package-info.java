/// What a person types: one file for each command. Commands use the stores, never HTTP, so they work with and without a
/// running server.
@NullMarked
package lectern.cli;

import org.jspecify.annotations.NullMarked;
