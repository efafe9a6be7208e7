package lectern.web.connect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import lectern.account.Caller;
import lectern.web.page.PageForm;
import lectern.web.page.Visit;

/// What to type into one program, and what arrives of it.
///
/// @param rows what to type, in the order in which the program asks
/// @param made the key that was just made
record ConnectPage(
        Program program, ServerAddress address, List<Row> rows, PageForm form, Optional<Made> made, DoctorView doctor) {

    /// @param field as the program calls it
    /// @param copied whether it is worth copying
    record Row(String field, String value, boolean copied) {}

    /// @param qr SVG, with all that has to be typed
    record Made(String label, String key, String qr) {}

    static ConnectPage of(
            Visit visit,
            Caller caller,
            Program program,
            PageForm form,
            Optional<Made> made,
            DoctorView doctor,
            ServerAddress address) {
        return new ConnectPage(program, address, rows(visit, caller, program, address, made), form, made, doctor);
    }

    private static List<Row> rows(
            Visit visit, Caller caller, Program program, ServerAddress address, Optional<Made> made) {
        var name = caller.account().name().value();
        var key = made.map(Made::key).orElseGet(() -> visit.say("connect.key-below"));
        var rows = new ArrayList<Row>();
        var field = program.addressField().isEmpty() ? visit.say("connect.address") : program.addressField();
        rows.add(new Row(field, program.address(address.url()), true));
        var login = program.loginFields();
        switch (login.size()) {
            case 0 -> {
                rows.add(new Row(visit.say("connect.name"), name, true));
                rows.add(new Row(visit.say("connect.password"), key, made.isPresent()));
            }
            case 1 -> {
                rows.add(new Row(login.getFirst() + ": " + visit.say("connect.name"), name, true));
                rows.add(new Row(login.getFirst() + ": " + visit.say("connect.password"), key, made.isPresent()));
            }
            default -> {
                rows.add(new Row(login.getFirst(), name, true));
                rows.add(new Row(login.getLast(), key, made.isPresent()));
            }
        }
        program.fixed().forEach(fixed -> rows.add(new Row(fixed.name(), fixed.value(), false)));
        return rows;
    }

    static Made made(Visit visit, Caller caller, Program program, ServerAddress address, String label, String key) {
        var text =
                program.address(address.url()) + "\n" + caller.account().name().value() + "\n" + key;
        return new Made(label, key, QrPicture.of(visit.say("connect.qr"), text));
    }
}
