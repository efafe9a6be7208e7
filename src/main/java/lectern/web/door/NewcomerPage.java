package lectern.web.door;

import lectern.web.page.PageForm;

/// Where somebody makes their account.
///
/// @param titleKey the message that the page begins with
/// @param textKey the message that says why they are here
/// @param path where the form is sent
record NewcomerPage(PageForm form, String titleKey, String textKey, String path) {}
