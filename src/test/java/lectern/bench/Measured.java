package lectern.bench;

/// One run of [Load]: answers a second, latencies in milliseconds, and how many answers were no success.
record Measured(double rate, double p50, double p99, long refused) {
    String line() {
        return rate + " " + p50 + " " + p99 + " " + refused;
    }

    static Measured parse(String line) {
        var words = line.strip().split(" ", -1);
        return new Measured(
                Double.parseDouble(words[0]),
                Double.parseDouble(words[1]),
                Double.parseDouble(words[2]),
                Long.parseLong(words[3]));
    }
}
