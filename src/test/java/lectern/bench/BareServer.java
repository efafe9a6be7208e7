package lectern.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

import static java.nio.charset.StandardCharsets.UTF_8;

/// What the HTTP engine does when nothing is asked of it: with the threads and the listener that Lectern gives it, one
/// handler that reads a request to its end and answers a constant. Lectern's rates are told as shares of this one's.
final class BareServer implements AutoCloseable {
    private final Process process;
    private final int port;

    private BareServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /// In a process of its own, which java runs as it runs Lectern.
    static BareServer start(String read, String written) throws IOException {
        var process =
                JavaProcess.start(List.of("@" + Path.of("scripts/java.options")), BareServer.class, read, written);
        return new BareServer(process, Integer.parseInt(process.inputReader().readLine()));
    }

    int port() {
        return port;
    }

    /// Asked the same as another one.
    Target target(List<String> words) {
        return new Target(new Usage(process.pid()), port, words);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /// what a GET is answered, and everything else
    public static void main(String[] args) throws Exception {
        var threads = new VirtualThreadPool(0);
        threads.setVirtualThreadsExecutor(task -> Thread.ofVirtual().start(task));
        var server = new Server(threads);
        var configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Constant(args[0].getBytes(UTF_8), args[1].getBytes(UTF_8)));
        server.start();
        System.out.println(connector.getLocalPort());
    }

    private static final class Constant extends Handler.Abstract {
        private static final HttpField JSON = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json");

        private final byte[] read;
        private final byte[] written;

        Constant(byte[] read, byte[] written) {
            this.read = read;
            this.written = written;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws IOException {
            byte[] answer = read;
            if (!request.getMethod().equals("GET")) {
                Content.Source.consumeAll(request);
                answer = written;
            }
            response.getHeaders().put(JSON);
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.length);
            response.write(true, ByteBuffer.wrap(answer), callback);
            return true;
        }
    }
}
