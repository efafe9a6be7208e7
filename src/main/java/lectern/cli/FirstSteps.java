package lectern.cli;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Optional;

import lectern.account.RegistrationMode;
import lectern.config.Config;

/// What somebody does who has started a server for the first time, in words that can be pasted.
final class FirstSteps {
    private FirstSteps() {}

    /// @param path where the first account is made
    static String text(Console console, Config config, int port, String path) {
        var address = address(config, port);
        return """

                Nobody has an account here yet. Make the first one on this page, which is good for that once,

                    %s

                or in another terminal:

                    %s user add NAME --admin

                Then log in with that name and password, at

                    %s   in KOReader (Progress sync, Custom sync server) and in apps that use the store
                    %s   in Anki (Preferences, Syncing, Self-hosted sync server)%s""".formatted(
                        (address + path).replaceAll("(?<!:)/{2,}", "/"),
                        script(console),
                        address + " ".repeat(slash(address).length()),
                        address + slash(address),
                        registration(config.accounts().registration()));
    }

    /// Anki drops what stands behind the last one.
    private static String slash(String address) {
        return address.endsWith("/") ? "" : "/";
    }

    /// As it can be typed from any folder.
    private static String script(Console console) {
        var beside = console.home().resolve("lectern");
        return (Files.isRegularFile(beside) ? beside : console.home().resolve("bin/lectern")).toString();
    }

    private static String registration(RegistrationMode mode) {
        return switch (mode) {
            case CLOSED -> "";
            case INVITE -> "\n\nWhoever has an invitation can also register in KOReader.";
            case OPEN -> "\n\nEverybody can also register in KOReader.";
        };
    }

    private static String address(Config config, int port) {
        return config.publicUrl()
                .map(URI::toString)
                .orElseGet(() -> "%s://%s:%d"
                        .formatted(
                                config.tls().isPresent() ? "https" : "http",
                                host(config.http().host()),
                                port));
    }

    private static String host(String host) {
        if (host.isEmpty() || host.equals("0.0.0.0") || host.equals("::")) {
            return inTheHousehold().map(InetAddress::getHostAddress).orElse("localhost");
        }
        return host.contains(":") ? "[" + host + "]" : host;
    }

    /// Where a reading device in the same network finds this machine.
    private static Optional<InetAddress> inTheHousehold() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> address instanceof Inet4Address && address.isSiteLocalAddress())
                    .findFirst();
        } catch (SocketException _) {
            return Optional.empty();
        }
    }
}
