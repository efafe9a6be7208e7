package lectern.web.connect;

import java.net.URI;
import java.util.Optional;

import lectern.account.Arrival.Said;
import lectern.account.Arrivals;
import lectern.account.Caller;
import lectern.account.DeviceKeys;
import lectern.account.Door;
import lectern.http.Response;
import lectern.json.Json;
import lectern.web.api.Api;
import lectern.web.api.ApiRefusal;
import lectern.web.api.ApiVisit;
import lectern.web.page.Live;

/// The same for scripts.
public final class ConnectApi {
    private final Optional<URI> publicUrl;
    private final DeviceKeys keys;
    private final Arrivals arrivals;

    /// @param publicUrl the address that people type, when the operator told it
    public ConnectApi(Optional<URI> publicUrl, DeviceKeys keys, Arrivals arrivals) {
        this.publicUrl = publicUrl;
        this.keys = keys;
        this.arrivals = arrivals;
    }

    public void routes(Api to) {
        to.get(Door.WEB, "/api/v1/connect", this::programs);
        to.get(Door.WEB, "/api/v1/connect/arrivals", this::arrivals);
        to.post(Door.WEB, "/api/v1/connect/{program}", "make a device key", this::make);
    }

    private ServerAddress address(ApiVisit visit) {
        return ServerAddress.of(publicUrl, visit.request());
    }

    private Response programs(ApiVisit visit, Caller caller) {
        var address = address(visit);
        var json = Json.object().put("name", caller.account().name().value());
        var list = json.putArray("programs");
        for (var program : Program.ALL) {
            list.addObject()
                    .put("program", program.text())
                    .put("title", program.title())
                    .put("address", program.address(address.url()))
                    .put("scope", program.scope().text());
        }
        return Response.json(200, json);
    }

    private Response make(ApiVisit visit, Caller caller) {
        var program = Program.of(visit.request().parameter("program")).orElseThrow(ApiRefusal::missing);
        var label = KeyLabel.of(visit.sent().requiredText("label"))
                .orElseThrow(() ->
                        ApiRefusal.invalid("label", "A label has 1 to " + KeyLabel.LONGEST + " visible characters."));
        if (!caller.owner()) {
            throw ApiRefusal.forbidden("A device key makes no other.");
        }
        var created = keys.add(caller.account(), label, program.scope());
        visit.detail(label);
        return Response.json(
                201,
                Json.object()
                        .put("address", program.address(address(visit).url()))
                        .put("name", caller.account().name().value())
                        .put("key", created.key())
                        .put("handle", created.deviceKey().handle().value()));
    }

    private Response arrivals(ApiVisit visit, Caller caller) {
        var onlooker = Live.onlooker(caller, visit.visitor().network());
        var json = Json.object();
        var list = json.putArray("arrivals");
        for (var arrival : arrivals.seenBy(onlooker)) {
            var diagnosis = Diagnosis.of(arrival, address(visit));
            var each = list.addObject()
                    .put("at", arrival.at().toString())
                    .put("client", arrival.client())
                    .put("device", arrival.said().map(Said::device).orElse(""))
                    .put("encrypted", arrival.encrypted())
                    .put("what", arrival.said().map(Said::what).orElse(""))
                    .put("outcome", diagnosis.outcome())
                    .put("detail", arrival.said().map(Said::detail).orElse(arrival.path()));
            var hints = each.putArray("hints");
            diagnosis.hints().forEach(hints::add);
        }
        return Response.json(200, json);
    }
}
