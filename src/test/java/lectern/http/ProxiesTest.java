package lectern.http;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ProxiesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X_FORWARDED_FOR | X-Forwarded-For | 203.0.113.7 | 203.0.113.7",
                "X_FORWARDED_FOR | X-Forwarded-For | 1.2.3.4, 203.0.113.7 | 203.0.113.7",
                "X_FORWARDED_FOR | X-Forwarded-For | 1.2.3.4, 203.0.113.7, 10.1.1.1 | 203.0.113.7",
                "X_FORWARDED_FOR | X-Forwarded-For | 203.0.113.7:4711 | 203.0.113.7",
                "X_FORWARDED_FOR | X-Forwarded-For | 2001:db8::1 | 2001:db8::1",
                "X_FORWARDED_FOR | X-Forwarded-For | [2001:db8::1]:4711 | 2001:db8::1",
                "X_FORWARDED_FOR | X-Forwarded-For | 203.0.113.7, unknown | 10.0.0.1",
                "X_FORWARDED_FOR | X-Forwarded-For | 10.2.2.2, 10.1.1.1 | 10.2.2.2",
                "X_FORWARDED_FOR | Forwarded | for=203.0.113.7 | 10.0.0.1",
                "X_FORWARDED_FOR | X-Real-IP | 203.0.113.7 | 10.0.0.1",
                "FORWARDED | Forwarded | for=1.2.3.4, for=\"[2001:db8::1]:4711\";proto=https | 2001:db8::1",
                "FORWARDED | Forwarded | For=203.0.113.7;by=10.0.0.1 | 203.0.113.7",
                "FORWARDED | Forwarded | for=_hidden | 10.0.0.1",
                "X_REAL_IP | X-Real-IP | 203.0.113.7 | 203.0.113.7",
                "CF_CONNECTING_IP | CF-Connecting-IP | 203.0.113.7 | 203.0.113.7",
                "TRUE_CLIENT_IP | True-Client-IP | 203.0.113.7 | 203.0.113.7",
                "FLY_CLIENT_IP | Fly-Client-IP | 203.0.113.7 | 203.0.113.7",
                "CLOUDFRONT_VIEWER_ADDRESS | CloudFront-Viewer-Address | 2001:db8::1:4711 | 2001:db8::1",
                "CLOUDFRONT_VIEWER_ADDRESS | CloudFront-Viewer-Address | 203.0.113.7:4711 | 203.0.113.7"
            })
    void theClientIsTheLastThatNoTrustedProxyAnswersFor(ForwardedBy by, String header, String value, String client) {
        var proxies = new Proxies(List.of(Network.parse("10.0.0.0/8")), by);
        var headers = HttpFields.build().add(header, value);
        assertThat(proxies.client(address("10.0.0.1"), false, headers).address())
                .isEqualTo(address(client));
    }

    @Test
    void aProxySaysWhetherTheClientSpeaksTls() {
        var peer = address("10.0.0.1");
        var usual = new Proxies(List.of(Network.parse("10.0.0.0/8")), ForwardedBy.X_FORWARDED_FOR);
        assertThat(usual.client(peer, false, HttpFields.build().add("X-Forwarded-Proto", "https"))
                        .secure())
                .isTrue();
        assertThat(usual.client(peer, true, HttpFields.build().add("X-Forwarded-Proto", "http"))
                        .secure())
                .isFalse();
        assertThat(usual.client(peer, true, HttpFields.EMPTY).secure()).isTrue();
        var forwarded = new Proxies(usual.trusted(), ForwardedBy.FORWARDED);
        assertThat(forwarded
                        .client(peer, false, HttpFields.build().add("Forwarded", "for=1.1.1.1;proto=https"))
                        .secure())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true", "10.0.0.0/8, 11.0.0.1, false", "192.168.1.7, 192.168.1.7, true",
                "192.168.1.7, 192.168.1.8, false",
        "192.168.1.0/25, 192.168.1.128, false", "0.0.0.0/0, 1.2.3.4, true", "0.0.0.0/0, ::1, false",
                "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false"
    })
    void aNetworkContainsWhatSharesItsFirstBits(String network, String address, boolean contained) {
        assertThat(Network.parse(network).contains(address(address))).isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "proxy.example.org", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "10.0.0", "10.0.0.0/"})
    void whatIsNoNetworkIsRefused(String text) {
        assertThatThrownBy(() -> Network.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aHouseholdSharesAnIpv6Prefix() {
        assertThat(Stream.of("2001:db8::1", "2001:db8::ffff:2")
                        .map(each -> new Client(address(each), false).network())
                        .distinct())
                .containsExactly("20:01:0d:b8:00:00:00:00");
        assertThat(new Client(address("203.0.113.7"), false).network()).isEqualTo("203.0.113.7");
    }

    private static InetAddress address(String literal) {
        return InetAddress.ofLiteral(literal);
    }
}
