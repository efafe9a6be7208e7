package lectern.web.home;

import java.io.IOException;

import lectern.account.Caller;
import lectern.http.Response;
import lectern.web.page.Pages;
import lectern.web.page.Visit;

/// The first page after signing in.
public final class HomePages {
    private final Devices devices;
    private final Problems problems;

    public HomePages(Devices devices, Problems problems) {
        this.devices = devices;
        this.problems = problems;
    }

    public void routes(Pages to) {
        to.get("/app", this::show);
    }

    private Response show(Visit visit, Caller caller) throws IOException {
        var all = devices.of(caller.account().id(), visit.zone());
        var wrong = problems.of(caller.account(), all);
        boolean everyOne = visit.request().query("all").isPresent();
        return visit.show(JteHomePageGenerated::render, HomePage.of(visit, all, wrong, everyOne));
    }
}
