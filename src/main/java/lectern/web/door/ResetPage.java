package lectern.web.door;

import lectern.web.page.PageForm;

/// Where a lost password is replaced.
record ResetPage(PageForm form, String token) {}
