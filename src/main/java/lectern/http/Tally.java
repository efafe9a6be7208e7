package lectern.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// How often one route answered with which status, and how long it took.
final class Tally {
    /// Upper ends of the histogram's buckets, in microseconds.
    private static final long[] ENDS = {
        500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 10_000_000
    };

    private final Map<Integer, LongAdder> statuses = new ConcurrentHashMap<>();
    private final LongAdder[] buckets = new LongAdder[ENDS.length + 1];
    private final LongAdder nanos = new LongAdder();

    Tally() {
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] = new LongAdder();
        }
    }

    void count(int status, long took) {
        var adder = statuses.get(status);
        if (adder == null) {
            adder = statuses.computeIfAbsent(status, _ -> new LongAdder());
        }
        adder.increment();
        nanos.add(took);
        long micros = TimeUnit.NANOSECONDS.toMicros(took);
        int bucket = 0;
        while (bucket < ENDS.length && micros > ENDS[bucket]) {
            bucket++;
        }
        buckets[bucket].increment();
    }

    void writeRequests(Exposition to, String labels) {
        statuses.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(status ->
                        to.sample("lectern_http_requests_total", labels + ",status=\"" + status.getKey() + '"', (double)
                                status.getValue().sum()));
    }

    /// Nothing for a route that was never asked.
    void writeSeconds(Exposition to, String labels) {
        if (statuses.isEmpty()) {
            return;
        }
        long sum = 0;
        for (int i = 0; i < buckets.length; i++) {
            sum += buckets[i].sum();
            var end = i < ENDS.length ? Exposition.number(ENDS[i] / 1e6) : "+Inf";
            to.sample("lectern_http_request_seconds_bucket", labels + ",le=\"" + end + '"', (double) sum);
        }
        to.sample("lectern_http_request_seconds_sum", labels, nanos.sum() / 1e9);
        to.sample("lectern_http_request_seconds_count", labels, (double) sum);
    }
}
