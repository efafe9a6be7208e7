package lectern.web.connect;

import java.util.List;
import java.util.Optional;

import lectern.account.Scope;

/// What can be connected. The names of menus and settings are those of the programs, in English, as most people see
/// them.
///
/// @param text names it in addresses
/// @param scope of the key that it gets: it opens this door and no other
/// @param endsWithSlash Anki puts paths behind the address as it stands
/// @param menu where the settings are; empty when every app has them elsewhere
/// @param addressField what the program calls the address; empty when every app calls it something else
/// @param loginFields what it calls name and password, or the one place where both are typed
/// @param fixed settings that are the same for everybody
record Program(
        String text,
        String title,
        Scope scope,
        boolean endsWithSlash,
        String menu,
        String addressField,
        List<String> loginFields,
        List<Fixed> fixed) {
    static final List<Program> ALL = List.of(
            reader(
                    "koreader",
                    "KOReader",
                    "Progress sync",
                    "Custom sync server",
                    List.of("Register / Login › Login"),
                    new Fixed("Document matching method", "Binary")),
            reader(
                    "readest",
                    "Readest",
                    "KOReader Sync",
                    "Server URL",
                    List.of("Username", "Password"),
                    new Fixed("Checksum method", "File content")),
            reader(
                    "crosspoint",
                    "CrossPoint",
                    "Settings › KOReader Sync",
                    "Sync Server URL",
                    List.of("Username", "Password"),
                    new Fixed("Document Matching", "Binary")),
            anki("anki", "Anki", "Tools › Preferences › Syncing", "Self-hosted sync server", "AnkiWeb ID"),
            anki("ankidroid", "AnkiDroid", "Settings › Sync › Custom sync server", "Sync url", "Email address"),
            anki("ankimobile", "AnkiMobile", "Preferences › Syncing", "Custom server", "AnkiWeb ID"),
            new Program("app", "App", new Scope.Store(List.of()), false, "", "", List.of(), List.of()));

    Program {
        loginFields = List.copyOf(loginFields);
        fixed = List.copyOf(fixed);
    }

    /// A setting that is the same for everybody.
    record Fixed(String name, String value) {}

    private static Program reader(
            String text, String title, String menu, String addressField, List<String> loginFields, Fixed matching) {
        return new Program(text, title, new Scope.Reading(), false, menu, addressField, loginFields, List.of(matching));
    }

    private static Program anki(String text, String title, String menu, String addressField, String nameField) {
        return new Program(
                text, title, new Scope.Anki(), true, menu, addressField, List.of(nameField, "Password"), List.of());
    }

    static Optional<Program> of(String text) {
        return ALL.stream().filter(program -> program.text().equals(text)).findFirst();
    }

    /// What is typed as the server's address.
    String address(String server) {
        return endsWithSlash ? server + "/" : server;
    }
}
