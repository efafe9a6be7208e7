package lectern.web.home;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;

import tools.jackson.databind.node.ObjectNode;

import lectern.account.ActivityLog.Entry;
import lectern.account.Caller;
import lectern.account.Door;
import lectern.http.Response;
import lectern.json.Json;
import lectern.web.api.Api;
import lectern.web.api.ApiVisit;

/// Devices and what is wrong, for scripts. Days begin in UTC here.
public final class HomeApi {
    private final Devices devices;
    private final Problems problems;

    public HomeApi(Devices devices, Problems problems) {
        this.devices = devices;
        this.problems = problems;
    }

    public void routes(Api to) {
        to.get(Door.WEB, "/api/v1/devices", this::devices);
        to.get(Door.WEB, "/api/v1/problems", this::problems);
    }

    private Response devices(ApiVisit visit, Caller caller) {
        var json = Json.object();
        var list = json.putArray("devices");
        devices.of(caller.account().id(), ZoneOffset.UTC).stream()
                .filter(Device::isKnown)
                .forEach(device -> list.add(described(device)));
        return Response.json(200, json);
    }

    private static ObjectNode described(Device device) {
        var json = Json.object()
                .put("door", device.door().text())
                .put("name", device.title())
                .put("program", device.program());
        device.spoke().map(Instant::toString).ifPresent(at -> json.put("spoke", at));
        device.done().ifPresent(entry -> json.set("did", described(entry)));
        device.trouble().ifPresent(entry -> json.set("trouble", described(entry)));
        var days = json.putArray("days");
        device.days()
                .forEach(day -> days.addObject()
                        .put("date", day.date().toString())
                        .put("done", day.done())
                        .put("refused", day.refused()));
        return json;
    }

    private static ObjectNode described(Entry entry) {
        return Json.object()
                .put("at", entry.at().toString())
                .put("what", entry.event().what())
                .put("detail", entry.event().detail());
    }

    private Response problems(ApiVisit visit, Caller caller) throws IOException {
        var json = Json.object();
        var list = json.putArray("problems");
        for (var problem :
                problems.of(caller.account(), devices.of(caller.account().id(), ZoneOffset.UTC))) {
            var each = list.addObject()
                    .put("kind", problem.kind().text())
                    .put("about", problem.about())
                    .put("number", problem.number())
                    .put("detail", problem.detail());
            problem.at().ifPresent(at -> each.put("at", at.toString()));
        }
        return Response.json(200, json);
    }
}
