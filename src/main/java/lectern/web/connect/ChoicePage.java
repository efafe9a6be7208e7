package lectern.web.connect;

import java.util.List;

/// @param programs what can be connected
record ChoicePage(List<Program> programs, DoctorView doctor) {
    ChoicePage {
        programs = List.copyOf(programs);
    }
}
