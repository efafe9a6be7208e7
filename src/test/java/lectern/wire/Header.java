package lectern.wire;

/// One header line; a request may carry the same name twice.
public record Header(String name, String value) {}
