package lectern.http;

/// The header in which the trusted proxies say who the client is. One only: a proxy that writes one of them passes the
/// others on as the client sent them.
public enum ForwardedBy {
    X_FORWARDED_FOR("X-Forwarded-For"),
    FORWARDED("Forwarded"),
    X_REAL_IP("X-Real-IP"),
    CF_CONNECTING_IP("CF-Connecting-IP"),
    TRUE_CLIENT_IP("True-Client-IP"),
    FLY_CLIENT_IP("Fly-Client-IP"),
    CLOUDFRONT_VIEWER_ADDRESS("CloudFront-Viewer-Address");

    private final String header;

    ForwardedBy(String header) {
        this.header = header;
    }

    public String header() {
        return header;
    }
}
