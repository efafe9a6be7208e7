package lectern.web.admin;

import java.util.List;
import java.util.function.Supplier;

import lectern.config.Setting;
import lectern.config.Settings.OtherVariable;
import lectern.doctor.Finding;

/// What the pages know of the server they are served by.
///
/// @param version of the program
/// @param settings every key as it counts; secrets are masked
/// @param others variables that are no keys of ours
/// @param findings looks anew each time, which may take seconds
public record ServerView(
        String version, List<Setting> settings, List<OtherVariable> others, Supplier<List<Finding>> findings) {
    public ServerView {
        settings = List.copyOf(settings);
        others = others.stream().filter(OtherVariable::set).toList();
    }
}
