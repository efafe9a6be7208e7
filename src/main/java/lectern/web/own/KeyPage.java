package lectern.web.own;

import lectern.web.page.QrCode;

/// The only moment at which a device key can be read.
record KeyPage(String name, String label, String key, String scope, QrCode code) {}
