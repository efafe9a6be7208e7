package lectern.web.door;

import lectern.web.page.PageForm;

/// Where somebody asks for a new password.
///
/// @param asked the wish was taken
/// @param mailed this server can send mail
record ForgottenPage(PageForm form, boolean asked, boolean mailed) {}
