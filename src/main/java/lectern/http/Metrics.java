package lectern.http;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;

/// What the server counts, as text in the format of Prometheus. Anything may add its own numbers; they are read only
/// when somebody asks. A second server in the same process needs metrics of its own.
public final class Metrics {
    private final List<Single> singles = new CopyOnWriteArrayList<>();
    private final List<FrontDoor> doors = new CopyOnWriteArrayList<>();

    private record Single(String name, String type, String help, DoubleSupplier value) {}

    public Metrics() {
        var runtime = ManagementFactory.getRuntimeMXBean();
        var memory = ManagementFactory.getMemoryMXBean();
        var threads = ManagementFactory.getThreadMXBean();
        gauge("process_start_time_seconds", "When the process started.", () -> runtime.getStartTime() / 1e3);
        gauge(
                "jvm_memory_heap_used_bytes",
                "Heap in use.",
                () -> memory.getHeapMemoryUsage().getUsed());
        gauge(
                "jvm_memory_heap_max_bytes",
                "Heap at most.",
                () -> memory.getHeapMemoryUsage().getMax());
        gauge("jvm_threads_platform", "Threads of the operating system.", threads::getThreadCount);
        counter(
                "jvm_gc_seconds_total",
                "Time spent collecting garbage.",
                () -> ManagementFactory.getGarbageCollectorMXBeans().stream()
                                .mapToLong(collector -> Math.max(0, collector.getCollectionTime()))
                                .sum()
                        / 1e3);
    }

    /// A number that rises and falls.
    public void gauge(String name, String help, DoubleSupplier value) {
        add(new Single(name, "gauge", help, value));
    }

    /// A number that only rises.
    public void counter(String name, String help, DoubleSupplier value) {
        add(new Single(name, "counter", help, value));
    }

    private void add(Single single) {
        if (singles.stream().anyMatch(other -> other.name().equals(single.name()))) {
            throw new IllegalArgumentException("counted twice: " + single.name());
        }
        singles.add(single);
    }

    void watch(FrontDoor door) {
        doors.add(door);
    }

    public String text() {
        var to = new Exposition();
        to.family("lectern_http_requests_total", "counter", "Requests by door, route, method and status.");
        doors.forEach(door -> door.tallies((labels, tally) -> tally.writeRequests(to, labels)));
        to.family("lectern_http_request_seconds", "histogram", "Time from the last header to the last byte.");
        doors.forEach(door -> door.tallies((labels, tally) -> tally.writeSeconds(to, labels)));
        for (var single : singles) {
            to.family(single.name(), single.type(), single.help());
            to.sample(single.name(), "", single.value().getAsDouble());
        }
        return to.toString();
    }
}
