/// What every page has in common: who asks, in which language and view, how a template becomes an answer, forms,
/// cookies, and the proofs that a form is ours. It knows no feature.
@NullMarked
package lectern.web.page;

import org.jspecify.annotations.NullMarked;
