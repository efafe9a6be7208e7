package lectern.db;

final class Threads {
    private Threads() {}

    /// Waits for the end of a thread that is about to end, through interrupts.
    static void join(Thread thread) {
        var interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
