package lectern.bench;

/// One run of [Load]: answers a second, latencies in milliseconds, and what an answer cost the server of a core, in
/// microseconds. The last is the number that another program on the machine changes least.
record Measured(double rate, double p50, double p99, double cpu) {}
