package lectern.web.door;

import lectern.web.page.PageForm;

/// @param to where somebody wanted to go
record SignInPage(PageForm form, String to) {}
