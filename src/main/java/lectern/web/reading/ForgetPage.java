package lectern.web.reading;

import java.util.List;

/// What will be lost with a book.
///
/// @param address of the book's page
/// @param lost a sentence for each
record ForgetPage(String address, String name, List<String> lost) {}
