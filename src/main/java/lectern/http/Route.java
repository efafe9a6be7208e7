package lectern.http;

/// A route as it was declared; the pattern is what logs and metrics say in place of the path.
public record Route(String method, String pattern) {}
