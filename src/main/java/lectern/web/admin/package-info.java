/// What only admins see: how the server is, what happens on it, and how it was set up.
@NullMarked
package lectern.web.admin;

import org.jspecify.annotations.NullMarked;
