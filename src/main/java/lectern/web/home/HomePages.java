package lectern.web.home;

import java.io.IOException;
import java.time.Duration;

import lectern.account.Arrivals;
import lectern.account.Caller;
import lectern.http.Response;
import lectern.web.page.Live;
import lectern.web.page.Pages;
import lectern.web.page.Visit;

/// The first page after signing in.
public final class HomePages {
    /// The activity is written a few seconds after it happened.
    private static final Duration WRITTEN = Duration.ofSeconds(4);

    private final Devices devices;
    private final Problems problems;
    private final Live live;

    public HomePages(Devices devices, Problems problems, Arrivals arrivals) {
        this.devices = devices;
        this.problems = problems;
        this.live = new Live(arrivals);
    }

    public void routes(Pages to) {
        to.get("/app", this::show);
        to.get("/app/live", this::live);
    }

    private Response show(Visit visit, Caller caller) throws IOException {
        return visit.show(JteHomePageGenerated::render, page(visit, caller));
    }

    private Response live(Visit visit, Caller caller) {
        return live.follow(
                visit, caller, WRITTEN, () -> visit.rendered(JtestateGenerated::render, page(visit, caller)));
    }

    private HomePage page(Visit visit, Caller caller) throws IOException {
        var all = devices.of(caller.account().id(), visit.zone());
        var wrong = problems.of(caller.account(), all);
        boolean everyOne = visit.request().query("all").isPresent();
        return HomePage.of(visit, all, wrong, everyOne);
    }
}
