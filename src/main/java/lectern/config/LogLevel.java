package lectern.config;

/// From which weight on something is logged.
public enum LogLevel {
    /// Wants a human.
    ERROR,
    /// Works, but worse than it should.
    WARN,
    /// Life-cycle, and one line for each request.
    INFO,
    /// Explains.
    DEBUG
}
