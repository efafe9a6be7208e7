package lectern.web.admin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import lectern.config.Setting;
import lectern.config.Settings.OtherVariable;

/// How the server was set up.
///
/// @param sections each with its settings, in the order of the reference
record SettingsPage(Map<String, List<Setting>> sections, List<OtherVariable> others) {
    static SettingsPage of(ServerView server) {
        var sections = new LinkedHashMap<String, List<Setting>>();
        server.settings().stream()
                .map(Setting::section)
                .distinct()
                .forEach(section -> sections.put(
                        section,
                        server.settings().stream()
                                .filter(setting -> setting.section().equals(section))
                                .toList()));
        return new SettingsPage(sections, server.others());
    }

    static boolean isChosen(Setting setting) {
        return !setting.origin().equals("default");
    }
}
