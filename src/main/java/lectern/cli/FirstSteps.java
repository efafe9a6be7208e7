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

    static String text(Console console, Config config, int port) {
        return """

                Nobody has an account here yet. Make the first one, in another terminal:

                    %s user add NAME --admin

                Then set KOReader up (open a book, Progress sync, Custom sync server) with the address

                    %s

                and log in there with that name and password.%s""".formatted(
                        script(console),
                        address(config, port),
                        registration(config.accounts().registration()));
    }

    /// As it can be typed from any folder.
    private static String script(Console console) {
        var beside = console.home().resolve("lectern");
        return (Files.isRegularFile(beside) ? beside : console.home().resolve("bin/lectern")).toString();
    }

    private static String registration(RegistrationMode mode) {
        return switch (mode) {
            case CLOSED -> "";
            case INVITE -> " Whoever has an invitation can also register there.";
            case OPEN -> " Everybody can also register there.";
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
