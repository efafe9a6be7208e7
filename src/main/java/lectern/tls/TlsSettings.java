package lectern.tls;

import java.nio.file.Path;

/// Where the certificate and its private key are, both as PEM. The certificate's file goes on with those that vouch for
/// it, as every ACME client writes `fullchain.pem`. One file may hold all of it.
public record TlsSettings(Path certificate, Path key) {}
