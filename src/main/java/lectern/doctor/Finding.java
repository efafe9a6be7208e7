package lectern.doctor;

import java.util.Optional;

/// What was found out about one thing, and how to mend it when it is not as it should be.
public record Finding(String area, Weight weight, String sentence, Optional<String> remedy) {
    public enum Weight {
        FINE,
        WARNING,
        PROBLEM
    }

    static Finding fine(String area, String sentence) {
        return new Finding(area, Weight.FINE, sentence, Optional.empty());
    }

    static Finding warning(String area, String sentence, String remedy) {
        return new Finding(area, Weight.WARNING, sentence, Optional.of(remedy));
    }

    static Finding problem(String area, String sentence, String remedy) {
        return new Finding(area, Weight.PROBLEM, sentence, Optional.of(remedy));
    }
}
