package lectern.http;

import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/// Where a request leaves Jetty and becomes ours: who sent it, what it is called, which door it goes to.
final class Gate extends org.eclipse.jetty.server.Handler.Abstract {
    static final String REQUEST_ID = "X-Request-Id";
    static final Fault BUSY = new Fault.Overloaded(Duration.ofSeconds(1));
    private static final Pattern SANE_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final FrontDoor door;
    private final Proxies proxies;
    private final int places;
    private final Semaphore free;
    private final int connections;
    private final Semaphore aside;
    private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();
    private final String thisRun =
            Long.toString(ManagementFactory.getRuntimeMXBean().getStartTime(), 36);
    private final AtomicLong count = new AtomicLong();
    private volatile boolean closing;

    Gate(FrontDoor door, HttpSettings settings) {
        this.door = door;
        this.proxies = settings.proxies();
        this.places = settings.requests();
        this.free = new Semaphore(places);
        this.connections = settings.connections();
        this.aside = new Semaphore(connections);
    }

    @Override
    public boolean handle(org.eclipse.jetty.server.Request wire, Response out, Callback sent) {
        // silence counts while we wait for the client, not while it waits for us
        wire.addIdleTimeoutListener(_ -> false);
        var place = door.place(wire.getHttpURI().getPath());
        new Exchange(this, wire, out, sent, place.router(), request(wire, place.path())).run();
        return true;
    }

    /// Answers what Jetty could not read, and so never became a request of ours.
    boolean unreadable(org.eclipse.jetty.server.Request wire, Response out, Callback sent) {
        var cause = wire.getAttribute(ErrorHandler.ERROR_EXCEPTION);
        if (cause instanceof Exchange.Abandoned) {
            sent.succeeded();
            return true;
        }
        int status = cause instanceof HttpException bad ? bad.getCode() : HttpStatus.INTERNAL_SERVER_ERROR_500;
        var detail = cause instanceof HttpException bad ? bad.getReason() : null;
        var path = wire.getHttpURI().getPath(); // as far as it was read
        var place = door.place(path == null ? "" : path);
        new Exchange(this, wire, out, sent, place.router(), request(wire, place.path()))
                .send(place.router().unreadable(status, detail == null ? HttpStatus.getMessage(status) : detail));
        return true;
    }

    private Request request(org.eclipse.jetty.server.Request wire, String path) {
        var peer = peer(wire);
        boolean trusted = proxies.trust(peer);
        boolean secure = wire.getConnectionMetaData().isSecure();
        var client = trusted ? proxies.client(peer, secure, wire.getHeaders()) : new Client(peer, secure);
        return new Request(wire, path, client, id(wire, trusted));
    }

    private static InetAddress peer(org.eclipse.jetty.server.Request wire) {
        return wire.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress socket
                ? socket.getAddress()
                : InetAddress.getLoopbackAddress();
    }

    private String id(org.eclipse.jetty.server.Request wire, boolean trusted) {
        var given = trusted ? wire.getHeaders().get(REQUEST_ID) : null;
        return given != null && SANE_ID.matcher(given).matches()
                ? given
                : thisRun + '-' + Long.toString(count.incrementAndGet(), 36);
    }

    boolean admit() {
        return free.tryAcquire();
    }

    void release() {
        free.release();
    }

    /// Among those that only wait, of whom there may be many more.
    Waiting stepAside() {
        if (!aside.tryAcquire()) {
            throw new Faulted(BUSY);
        }
        var begun = new Waiting();
        waiting.add(begun);
        if (closing) {
            begun.end();
        }
        return begun;
    }

    void forget(Waiting ended) {
        if (waiting.remove(ended)) {
            aside.release();
        }
    }

    int waiting() {
        return waiting.size();
    }

    FrontDoor door() {
        return door;
    }

    int inFlight() {
        return places - free.availablePermits();
    }

    boolean isClosing() {
        return closing;
    }

    /// Wakes those that only wait, and waits for all that are under way. From now on every answer ends its connection,
    /// and once the last one is out the next is refused.
    boolean drain(Duration deadline) throws InterruptedException {
        long begun = System.nanoTime();
        closing = true;
        waiting.forEach(Waiting::end);
        return free.tryAcquire(places, deadline.toNanos(), TimeUnit.NANOSECONDS)
                && aside.tryAcquire(
                        connections, deadline.toNanos() - (System.nanoTime() - begun), TimeUnit.NANOSECONDS);
    }
}
