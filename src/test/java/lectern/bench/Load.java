package lectern.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;

import lectern.bench.Requests.Kind;

import static java.nio.charset.StandardCharsets.US_ASCII;

/// Asks one server as fast as it answers, over kept-alive HTTP/1.1 connections that each wait for their answer before
/// they ask again. One thread and one selector: on a machine of two cores the one who asks takes from the one who
/// answers, so it does as little as it can.
final class Load {
    /// The longest latency that is told apart from longer ones.
    private static final int SLOWEST_MICROS = 2_000_000;

    private final Selector selector;
    private final int[] micros = new int[SLOWEST_MICROS + 1];
    private long answered;
    private long counted;
    private boolean counting;
    private int waiting;

    private Load() throws IOException {
        this.selector = Selector.open();
    }

    /// port, connections, kind, seconds of warming up, seconds of measuring, and what is asked: see [Requests]
    public static void main(String[] args) throws IOException {
        int port = Integer.parseInt(args[0]);
        int connections = Integer.parseInt(args[1]);
        var load = new Load();
        for (int i = 0; i < connections; i++) {
            var share = new Requests.Share(i, connections);
            load.connect(port, Requests.of(Kind.valueOf(args[2]), List.of(args).subList(5, args.length), share));
        }
        load.run(Duration.ofSeconds(Long.parseLong(args[3])));
        load.counting = true;
        long began = System.nanoTime();
        load.run(Duration.ofSeconds(Long.parseLong(args[4])));
        double rate = load.counted * 1e9 / (System.nanoTime() - began);
        System.out.println(rate + " " + load.percentile(0.50) + " " + load.percentile(0.99) + " " + load.answered);
    }

    private void connect(int port, Requests requests) throws IOException {
        if (!requests.hasNext()) {
            return;
        }
        var channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        var connection = new Connection(channel, requests);
        channel.register(selector, SelectionKey.OP_READ, connection);
        connection.ask();
    }

    private void run(Duration duration) throws IOException {
        long end = System.nanoTime() + duration.toNanos();
        while (waiting > 0 && System.nanoTime() < end) {
            selector.select(key -> ((Connection) key.attachment()).read(), 100);
        }
    }

    private double percentile(double share) {
        long below = 0;
        for (int i = 0; i < micros.length; i++) {
            below += micros[i];
            if (below >= counted * share) {
                return i / 1000.0;
            }
        }
        return SLOWEST_MICROS / 1000.0;
    }

    private final class Connection {
        private final SocketChannel channel;
        private final Requests requests;
        private final ByteBuffer out = ByteBuffer.allocateDirect(4096);
        private final ByteBuffer in = ByteBuffer.allocateDirect(4096);
        private final byte[] answer = new byte[4096];
        private long askedAt;

        Connection(SocketChannel channel, Requests requests) {
            this.channel = channel;
            this.requests = requests;
        }

        void ask() {
            out.clear();
            requests.next(out);
            out.flip();
            waiting++;
            askedAt = System.nanoTime();
            try {
                while (out.hasRemaining()) {
                    channel.write(out);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void read() {
            try {
                if (channel.read(in) < 0) {
                    throw new IOException("the server closed a connection it was asked to keep");
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            int length = in.position();
            in.get(0, answer, 0, length);
            int bodyAt = endOfHead(length);
            if (bodyAt < 0 || length < bodyAt + contentLength(bodyAt)) {
                return;
            }
            if (answer[9] != '2') {
                throw new IllegalStateException("a request was refused:\n" + new String(answer, 0, length, US_ASCII));
            }
            answered++;
            if (counting) {
                counted++;
                micros[(int) Math.min(SLOWEST_MICROS, (System.nanoTime() - askedAt) / 1000)]++;
            }
            requests.answered(answer, length);
            in.clear();
            waiting--;
            if (requests.hasNext()) {
                ask();
            }
        }

        /// Where the body begins, or -1 while the head is not whole.
        private int endOfHead(int length) {
            for (int i = 3; i < length; i++) {
                if (answer[i] == '\n' && answer[i - 2] == '\n') {
                    return i + 1;
                }
            }
            return -1;
        }

        private int contentLength(int bodyAt) {
            if (answer[10] == '0' && answer[11] == '4') {
                return 0;
            }
            for (int i = 0; i + LENGTH.length < bodyAt; i++) {
                if (isLengthAt(i)) {
                    int length = 0;
                    for (int digit = i + LENGTH.length; answer[digit] != '\r'; digit++) {
                        length = length * 10 + answer[digit] - '0';
                    }
                    return length;
                }
            }
            throw new IllegalStateException("an answer without a length:\n" + new String(answer, 0, bodyAt, US_ASCII));
        }

        private boolean isLengthAt(int at) {
            if (answer[at] != '\n') {
                return false;
            }
            for (int i = 1; i < LENGTH.length; i++) {
                if ((answer[at + i] | 0x20) != LENGTH[i]) {
                    return false;
                }
            }
            return true;
        }

        private static final byte[] LENGTH = "\ncontent-length: ".getBytes(US_ASCII);
    }
}
