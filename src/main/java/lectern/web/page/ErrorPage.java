package lectern.web.page;

/// What somebody sees instead of what they asked for.
///
/// @param detail a sentence that helps
record ErrorPage(String title, String detail) {}
