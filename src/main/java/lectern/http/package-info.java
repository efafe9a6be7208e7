/// The HTTP engine (Jetty) behind plain words: requests, responses, routers and the front door. No domain words, and no
/// Jetty type in a public signature.
@NullMarked
package lectern.http;

import org.jspecify.annotations.NullMarked;
