package lectern.web.reading;

import java.util.List;

import lectern.web.page.PageForm;

/// What a book is to become one with.
///
/// @param address of the book's page
/// @param search the text that was looked for
/// @param form what was chosen
/// @param others the books that were found
record JoinPage(String address, String name, String search, PageForm form, List<Other> others, boolean more) {
    record Other(String id, String name, String authors, String percent) {}
}
