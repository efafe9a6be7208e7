package lectern.anki;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;

/// Asks as Anki does since 2.1.57: an `anki-sync` header, and a zstd stream of unknown length.
public record HeaderClient(int port) implements Client {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    static final String CLIENT = "26.08.1,c32cb291,linux";

    @Override
    public Said ask(String path, String key, String sessionKey, byte[] payload) {
        return send(path, header(key, sessionKey), zstd(payload));
    }

    static String header(String key, String sessionKey) {
        return "{\"v\":11,\"k\":\"%s\",\"c\":\"%s\",\"s\":\"%s\"}".formatted(key, CLIENT, sessionKey);
    }

    /// A header and a body as they stand.
    Said send(String path, String header, byte[] body) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("anki-sync", header)
                .header("content-type", "application/octet-stream")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
        return said(send(request.build()));
    }

    static HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return HTTP.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static Said said(HttpResponse<byte[]> response) {
        var size = response.headers().firstValue("anki-original-size").map(Long::valueOf);
        return new Said(response.statusCode(), size, size.isPresent() ? unzstd(response.body()) : response.body());
    }

    /// One frame without size and checksum, as the client writes it.
    static byte[] zstd(byte[] payload) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ZstdOutputStream(bytes)) {
            out.write(payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] unzstd(byte[] compressed) {
        try (var in = new ZstdInputStream(new ByteArrayInputStream(compressed))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
