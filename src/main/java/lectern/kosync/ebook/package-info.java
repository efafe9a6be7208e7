/// Files of books that somebody shows us: what reading programs will call them, and what they say they are. Whatever
/// stands in a file, reading it takes a bounded time and memory, and nothing outside the file is ever opened.
@NullMarked
package lectern.kosync.ebook;

import org.jspecify.annotations.NullMarked;
