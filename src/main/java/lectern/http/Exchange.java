package lectern.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalLong;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// One request from its last header to the last byte of its answer: admitted, answered, sent, counted, logged.
final class Exchange implements Callback {
    /// What is counted and logged when nobody was left to be answered; nginx uses the same number.
    private static final int CLIENT_GONE = 499;

    /// How long somebody who is still sending keeps a connection after the answer.
    private static final Duration HEARD_OUT = Duration.ofSeconds(5);

    /// Tells Jetty to cut the connection, without a word and without a line in the log.
    static final class Abandoned extends EofException {
        private Abandoned(Throwable cause) {
            super(cause);
        }
    }

    private final Gate gate;
    private final org.eclipse.jetty.server.Request wire;
    private final org.eclipse.jetty.server.Response out;
    private final Callback sent;
    private final Router router;
    private final Request request;
    private final Patience patience;
    private boolean admitted;
    private @Nullable Waiting waiting; // instead of a place
    private boolean unread;
    private long bytes;

    Exchange(
            Gate gate,
            org.eclipse.jetty.server.Request wire,
            org.eclipse.jetty.server.Response out,
            Callback sent,
            Router router,
            Request request) {
        this.gate = gate;
        this.wire = wire;
        this.out = out;
        this.sent = sent;
        this.router = router;
        this.request = request;
        this.patience = Patience.begin(wire, router.patience());
        request.answeredBy(this);
    }

    void run() {
        admitted = gate.admit();
        try {
            send(admitted ? answer() : router.failed(new Faulted(Gate.BUSY), request));
        } catch (ClientGone gone) {
            failed(gone);
        } catch (Throwable bug) { // ours, for a router always has an answer; the place must be given back all the same
            router.log(bug, request);
            failed(bug);
        }
    }

    private Response answer() {
        var answer = router.answer(request);
        if (request.endpoint() == null && answer.status() == 404) {
            gate.door().leadsNowhere(request);
        }
        return answer;
    }

    /// From here on the request only waits for what others do, and takes no place from those that work.
    Waiting stepAside() {
        if (waiting == null) {
            var begun = gate.stepAside();
            wire.addFailureListener(_ -> begun.end());
            waiting = begun;
            gate.release();
            admitted = false;
        }
        return waiting;
    }

    void send(Response plain) {
        var answer = router.encoded(plain, request);
        out.setStatus(answer.status());
        var fields = out.getHeaders();
        addFields(answer, fields);
        leaveNothingUnread(fields);
        if (request.method().equals("HEAD")) {
            sendHead(answer.body(), fields);
            return;
        }
        switch (answer.body()) {
            case Response.Body.None() -> out.write(true, BufferUtil.EMPTY_BUFFER, this);
            case Response.Body.Bytes(var body) -> {
                bytes = body.length;
                out.write(true, ByteBuffer.wrap(body), this);
            }
            case Response.Body.Stream(var length, var source) -> {
                length.ifPresent(known -> fields.put(HttpHeader.CONTENT_LENGTH, known));
                send(new ResponseBody(out, length), source::writeTo);
            }
            case Response.Body.Part part -> {
                fields.put(HttpHeader.CONTENT_LENGTH, part.size());
                try {
                    send(new ResponseBody(out, part.length()), body -> body.write(part.file(), part.size()));
                } finally {
                    part.forget();
                }
            }
            case Response.Body.Events(var source) -> {
                fields.put(HttpFields.CONNECTION_CLOSE); // see Farewell
                Farewell.listen(wire, stepAside());
                send(ResponseBody.ofEvents(out), source::writeTo);
            }
        }
    }

    /// Of what nobody knows the length yet, the engine would say that it is 0; so it hears that more may come.
    private void sendHead(Response.Body body, HttpFields.Mutable fields) {
        body.length().ifPresent(length -> fields.put(HttpHeader.CONTENT_LENGTH, length));
        body.forget();
        if (body.length().isEmpty() && !(body instanceof Response.Body.None)) {
            var nothing = new ResponseBody(out, OptionalLong.empty());
            nothing.flush();
            nothing.end(this);
        } else {
            out.write(true, BufferUtil.EMPTY_BUFFER, this);
        }
    }

    @FunctionalInterface
    private interface Content {
        void writeTo(ResponseBody body) throws IOException;
    }

    private void send(ResponseBody body, Content content) {
        try {
            content.writeTo(body);
            bytes = body.end(this);
        } catch (ClientGone gone) {
            throw gone;
        } catch (Throwable thrown) {
            if (out.isCommitted()) {
                router.log(thrown, request);
                done(500);
                sent.failed(new Abandoned(thrown)); // the client must not take the first part for the whole
            } else {
                out.reset();
                send(router.failed(thrown, request));
            }
        }
    }

    /// The next request of a connection begins where this one ends. When that is still to come, the client is told that
    /// the connection ends: it would send its next request for nothing.
    private void leaveNothingUnread(HttpFields.Mutable fields) {
        unread = !request.isRead();
        if (unread && !fields.contains(HttpHeader.CONNECTION)) {
            fields.add(HttpFields.CONNECTION_CLOSE);
        }
    }

    /// Most clients send all they have before they read. Were the connection closed under one of them, it would find it
    /// broken and never see the answer that is on its way.
    private void hearOut() {
        try {
            request.discard(HEARD_OUT);
        } catch (ClientGone | Faulted _) {
            // it is gone, or says no more
        } finally {
            sent.succeeded();
        }
    }

    private void addFields(Response answer, HttpFields.Mutable fields) {
        for (var field : answer.fields()) {
            fields.add(field);
        }
        for (var field : router.always()) {
            if (!answer.has(field)) {
                fields.add(field);
            }
        }
        router.cors().fields(request.rawHeader("Origin")).forEach(fields::ensureField);
        fields.add(Gate.REQUEST_ID, request.id());
        if (gate.isClosing()) {
            fields.add(HttpFields.CONNECTION_CLOSE);
        }
    }

    @Override
    public void succeeded() {
        done(out.getStatus());
        if (unread && !wire.getHeaders().contains(HttpHeader.EXPECT)) { // who asked first doesn't send after a no
            Thread.ofVirtual().start(this::hearOut); // whoever told us that the answer is out has other work
        } else {
            sent.succeeded();
        }
    }

    @Override
    public void failed(Throwable cause) {
        done(CLIENT_GONE);
        sent.failed(new Abandoned(cause));
    }

    private void done(int status) {
        long nanos = System.nanoTime() - wire.getHeadersNanoTime();
        var endpoint = request.endpoint();
        (endpoint == null ? router.unrouted() : endpoint.tally()).count(status, nanos);
        RequestLog.write(router.door(), request, status, bytes, nanos);
        patience.close();
        if (waiting != null) {
            gate.forget(waiting);
        } else if (admitted) {
            gate.release();
        }
    }
}
