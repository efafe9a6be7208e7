package lectern.bench;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// What something took, in milliseconds: of time, and of a core.
record Cost(double millis, double cpu) {
    /// Of a server that is asked, on its side.
    static Cost of(Usage server, Runnable work) {
        var before = server.cpu();
        long began = System.nanoTime();
        work.run();
        long ended = System.nanoTime();
        return new Cost((ended - began) / 1e6, server.cpu().minus(before).toNanos() / 1e6);
    }

    /// Of this thread.
    static Cost of(Runnable work) {
        var thread = ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadCpuTime();
        long began = System.nanoTime();
        work.run();
        long ended = System.nanoTime();
        return new Cost((ended - began) / 1e6, (thread.getCurrentThreadCpuTime() - before) / 1e6);
    }

    static Cost median(List<Cost> costs) {
        return new Cost(median(costs, Cost::millis), median(costs, Cost::cpu));
    }

    private static double median(List<Cost> costs, ToDoubleFunction<Cost> number) {
        return costs.stream().mapToDouble(number).sorted().toArray()[costs.size() / 2];
    }
}
