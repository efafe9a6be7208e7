package lectern.web.connect;

import java.time.Instant;
import java.util.List;

import lectern.account.Arrival;
import lectern.account.Arrivals;
import lectern.account.Caller;
import lectern.web.page.Live;
import lectern.web.page.Visit;

/// What arrived, in plain words.
///
/// @param lines the newest first
record DoctorView(ServerAddress address, List<Line> lines) {

    /// @param hints what else can be said about it
    record Line(Instant at, boolean good, boolean encrypted, String sentence, List<String> hints) {}

    static DoctorView of(Visit visit, Caller caller, Arrivals arrivals, ServerAddress address) {
        var lines = arrivals.seenBy(Live.onlooker(caller, visit.visitor().network())).stream()
                .map(arrival -> line(visit, caller, arrival, address))
                .toList();
        return new DoctorView(address, lines);
    }

    private static Line line(Visit visit, Caller caller, Arrival arrival, ServerAddress address) {
        var diagnosis = Diagnosis.of(arrival, address);
        return new Line(
                arrival.at(),
                diagnosis.isGood(),
                arrival.encrypted(),
                diagnosis.sentence(visit, arrival, caller.account().name().value()),
                diagnosis.hints(visit, address));
    }
}
