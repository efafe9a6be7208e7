/// The stores of one account for the command line, which does not care where they are: [OwnStores], with one
/// implementation over the data folder and one over HTTP.
@NullMarked
package lectern.cli.store;

import org.jspecify.annotations.NullMarked;
