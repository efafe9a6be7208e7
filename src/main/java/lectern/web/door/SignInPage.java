package lectern.web.door;

import lectern.web.page.PageForm;

/// @param to where somebody wanted to go
/// @param empty nobody has an account yet
/// @param open everybody may make one
record SignInPage(PageForm form, String to, boolean empty, boolean open) {}
