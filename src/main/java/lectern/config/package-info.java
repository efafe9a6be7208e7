/// Settings are looked up here and become one record tree, `Config`, which is all that `serve` needs.
@NullMarked
package lectern.config;

import org.jspecify.annotations.NullMarked;
