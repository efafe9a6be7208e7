package lectern.web.connect;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import lectern.account.Arrivals;
import lectern.account.Caller;
import lectern.account.DeviceKeys;
import lectern.http.Response;
import lectern.web.page.Live;
import lectern.web.page.PageForm;
import lectern.web.page.Pages;
import lectern.web.page.Refusal;
import lectern.web.page.Visit;

/// Connects a device: what to type, a key for it, and what arrives meanwhile.
public final class ConnectPages {
    /// Many requests within this time are shown as one change.
    private static final Duration AT_ONCE = Duration.ofMillis(200);

    private final Optional<URI> publicUrl;
    private final DeviceKeys keys;
    private final Arrivals arrivals;
    private final Live live;

    /// @param publicUrl the address that people type, when the operator told it
    public ConnectPages(Optional<URI> publicUrl, DeviceKeys keys, Arrivals arrivals) {
        this.publicUrl = publicUrl;
        this.keys = keys;
        this.arrivals = arrivals;
        this.live = new Live(arrivals);
    }

    public void routes(Pages to) {
        to.get("/app/connect", this::choose);
        to.get("/app/connect/live", this::live);
        to.get("/app/connect/{program}", this::show);
        to.post("/app/connect/{program}", "make a device key", this::make);
    }

    private Response choose(Visit visit, Caller caller) {
        return visit.show(JteChoicePageGenerated::render, new ChoicePage(Program.ALL, doctor(visit, caller)));
    }

    private Response show(Visit visit, Caller caller) {
        return visit.show(JteConnectPageGenerated::render, page(visit, caller, PageForm.blank(), Optional.empty()));
    }

    /// The page with the key is the answer itself: a key never stands in an address, and it is not kept to be shown
    /// later.
    private Response make(Visit visit, Caller caller) {
        var program = program(visit);
        var label = KeyLabel.of(visit.form().text("label"));
        if (label.isEmpty()) {
            visit.form().wrong("label", visit.say("connect.label.wrong", KeyLabel.LONGEST));
            return visit.showAgain(
                    JteConnectPageGenerated::render, page(visit, caller, visit.form(), Optional.empty()));
        }
        var created = keys.add(caller.account(), label.get(), program.scope());
        visit.detail(label.get());
        var made = ConnectPage.made(visit, caller, program, address(visit), label.get(), created.key());
        return visit.show(JteConnectPageGenerated::render, page(visit, caller, PageForm.blank(), Optional.of(made)));
    }

    private ConnectPage page(Visit visit, Caller caller, PageForm form, Optional<ConnectPage.Made> made) {
        return ConnectPage.of(visit, caller, program(visit), form, made, doctor(visit, caller), address(visit));
    }

    private static Program program(Visit visit) {
        return Program.of(visit.request().parameter("program")).orElseThrow(Refusal::missing);
    }

    private ServerAddress address(Visit visit) {
        return ServerAddress.of(publicUrl, visit.request());
    }

    private DoctorView doctor(Visit visit, Caller caller) {
        return DoctorView.of(visit, caller, arrivals, address(visit));
    }

    private Response live(Visit visit, Caller caller) {
        return live.follow(
                visit, caller, AT_ONCE, () -> visit.rendered(JtedoctorGenerated::render, doctor(visit, caller)));
    }
}
